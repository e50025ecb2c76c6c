//! How far what is said of one name reaches to those that are joined to it.

use super::Reason;
use super::mention::Negated;
use super::parts::Join;
use super::reader::Heard;
use super::sense::Sense;
use crate::knowledge::{Said, Says};

/// What makes a name unsure makes those unsure that are joined to it.
pub(super) fn reasons(heard: &mut [Heard]) {
    let mut before = None;
    for heard in heard.iter_mut() {
        let is_joined = matches!(heard.join, None | Some(Join::List | Join::And | Join::Or));
        if is_joined && !heard.mention.said.is_own() && !heard.mention.said.is_fresh {
            heard.flags.reason = heard.flags.reason.or(before);
        }
        before = heard.flags.reason.filter(|reason| *reason != Reason::Family);
    }
}

/// Carries a negation on to the names that are joined to the one it stands before.
pub(super) fn negation(heard: &mut [Heard]) {
    let mut list: Option<bool> = None;
    let mut own = 0;
    for at in 0..heard.len() {
        let is_closed = heard
            .iter()
            .skip(at)
            .take_while(|next| next.mention.said.own_negation.is_none() && !next.mention.said.is_fresh)
            .any(|next| next.join == Some(Join::Or));
        let Some(Heard { mention, join, .. }) = heard.get_mut(at) else { return };
        let said = &mut mention.said;
        if let Some(of_list) = said.own_negation {
            own = if *join == Some(Join::Comma) || own == 0 { own + 1 } else { 1 };
            list = Some(of_list);
            continue;
        }
        let denies_itself = matches!(mention.sense, Sense::Finding(_, Says::Absent) | Sense::Composite(_, true));
        if denies_itself || said.is_fresh || said.is_own() || *join == Some(Join::Start) {
            (list, own) = (None, 0);
            continue;
        }
        said.negated = match (list, *join) {
            (None, _) => Negated::No,
            (Some(true), _) if said.has_content => Negated::Perhaps,
            (Some(true), _) | (_, Some(Join::List | Join::Or)) => Negated::Yes,
            (_, Some(Join::Comma)) if is_closed => Negated::Yes,
            (_, Some(Join::Comma)) if own > 1 => {
                list = None;
                Negated::No
            }
            _ => Negated::Perhaps,
        };
    }
}

/// What is said of the last of several joined names is said of those before it too, where they need it.
pub(super) fn share(heard: &mut [Heard]) {
    for at in (0..heard.len()).rev() {
        let Some(last) = heard.get(at) else { continue };
        let (said, flags, join) = (last.mention.said.clone(), last.flags, last.join);
        let mut join = join;
        // A phrase that denies its organ says as much of the others.
        let mut said = said;
        if matches!(last.mention.sense, Sense::Finding(_, Says::Absent)) {
            said.answer = said.answer.or(Some(Said::Absent));
        }
        let is_option = last.mention.is_option();
        let is_name = matches!(
            last.mention.sense,
            Sense::Finding(_, Says::Name | Says::Narrow) | Sense::Ambiguous(..) | Sense::Composite(..)
        );
        let is_last = said.answer.is_some() || said.state.is_some() || said.is_enlarged || flags.reason.is_some();
        // What is said of all of them, but not clearly, leaves none of them sure.
        let is_unclear = flags.of_all && said.is_unchanged;
        if !(is_last || is_unclear) || said.own_negation.is_some() {
            continue;
        }
        let mut is_joined = false;
        for before in (0..at).rev() {
            let Some(earlier) = heard.get_mut(before) else { break };
            // What a word joins at its end is a list, commas and all.
            // Names side by side are one where both are options, or where it is said of all.
            let is_one = join.is_none() && (flags.of_all || (is_option && earlier.mention.is_option()));
            is_joined |= is_one || matches!(join, Some(Join::List | Join::And | Join::Or));
            if earlier.mention.said.is_own() || earlier.is_heading || !(is_joined || join == Some(Join::Comma)) {
                break;
            }
            if is_joined {
                earlier.flags.reason = earlier.flags.reason.or(flags.reason);
            }
            let needs = matches!(
                earlier.mention.sense,
                Sense::Finding(_, Says::Topic | Says::Part) | Sense::Ambiguous(..) | Sense::Composite(..)
            );
            let earlier_said = &mut earlier.mention.said;
            if is_unclear {
                earlier_said.negated = if is_joined { Negated::Perhaps } else { earlier_said.negated };
            } else if (needs && earlier.is_alone) || (is_joined && flags.of_all) {
                (earlier_said.answer, earlier_said.state, earlier_said.is_enlarged) =
                    (said.answer, said.state, said.is_enlarged);
            } else if (is_joined || is_name)
                && matches!(said.answer, Some(Said::Absent | Said::Unknown | Said::Unobtainable))
            {
                earlier_said.negated = Negated::Perhaps;
            }
            join = earlier.join;
        }
    }
}
