//! The answer first: the result in one sentence, and each set in clinical words: what it was met with, what it still
//! needs, what it lacks. Short enough to be said on the phone; the tree below says the rest.

use super::{Known, Wording};
use crate::engine::{Assessment, ConclusionAssessment, Lacking, Need, Open, OpenItem, SetAssessment, Verdict};
use crate::knowledge::{CriterionId, Evidence, FindingId, RoleId, Rule, SetId, Tally};

/// So many findings are named in a sentence before the rest is counted.
const NAMED: usize = 2;

/// So many ways are spelled out where a rule leaves a choice between parts.
const WAYS: usize = 2;

impl<'k> Wording<'k> {
    /// The result in one sentence that can be said on the phone: how many of the sets that judge patients with the
    /// leading disease are met or open, and whether anything contradicts itself or is to be checked.
    pub fn in_one_sentence(self, known: Known) -> String {
        let (assessment, words) = (known.assessment, &self.words().conclusion);
        if assessment.answered == 0 {
            return self.sentences([self.say(&self.words().report.no_answers), &self.sets_in_short(assessment)]);
        }
        let contradicted: Vec<FindingId> = assessment.conflicts.iter().map(|conflict| conflict.finding).collect();
        let doubted: Vec<FindingId> = assessment.doubts.iter().map(|doubted| doubted.finding).collect();
        // One thing is named; of several only the number is said: it must stay short.
        let elsewhere = self.met_elsewhere(assessment);
        let contradiction = match contradicted.as_slice() {
            [] => self.say(&words.consistent).to_owned(),
            [only] if doubted.is_empty() && elsewhere.is_none() => words.contradicts(self.lang, self.label(*only)),
            several => words.contradict(self.lang, several.len()),
        };
        let to_check = match (doubted.as_slice(), contradicted.is_empty()) {
            ([], _) => None,
            ([only], true) if elsewhere.is_none() => Some(words.to_check(self.lang, self.label(*only))),
            (several, _) => Some(words.count_to_check(self.lang, several.len())),
        };
        let sentences = [Some(self.sets_in_short(assessment)), elsewhere, Some(contradiction), to_check];
        self.sentences(sentences.into_iter().flatten())
    }

    /// How many of the sets that judge the leading disease are met, met in a weaker form, open, or not met.
    fn sets_in_short(self, assessment: &Assessment) -> String {
        let words = &self.words().conclusion;
        let judging: Vec<&SetAssessment> = self.current_sets(assessment).filter(|found| self.judges(found)).collect();
        if let [only] = judging.as_slice() {
            let set = self.knowledge.set(only.set);
            return self.sentence(&self.pair(self.say(&set.short), &self.verdict_of(only)));
        }
        // Met as strongly as may be, met in a weaker form, open, not met.
        let mut counts = [0; 4];
        for (at, conclusion) in judging.iter().filter_map(|found| found.leading()) {
            let [met, weaker, open, not_met] = &mut counts;
            *match conclusion.verdict {
                Verdict::Met if at.index() == 0 => met,
                Verdict::Met => weaker,
                Verdict::Undetermined => open,
                Verdict::NotMet => not_met,
            } += 1;
        }
        let count = judging.len();
        match counts {
            _ if count == 0 => String::new(),
            [met, ..] if met == count => words.all_met(self.lang, count),
            [_, _, open, _] if open == count => words.all_open(self.lang, count),
            [.., not_met] if not_met == count => words.none_met(self.lang, count),
            [met, weaker, open, not_met] => {
                let part = |count: usize, one: &str, some: String| match count {
                    0 => None,
                    1 => Some(one.to_owned()),
                    _ => Some(some),
                };
                let parts = [
                    part(met, self.say(&words.one_met), words.some_met(self.lang, met)),
                    part(weaker, self.say(&words.one_weaker), words.some_weaker(self.lang, weaker)),
                    part(open, self.say(&words.one_open), words.some_open(self.lang, open)),
                    part(not_met, self.say(&words.one_not_met), words.some_not_met(self.lang, not_met)),
                ];
                words.of_sets(self.lang, count, self.names(parts.into_iter().flatten()))
            }
        }
    }

    /// The sets of other diseases that are met.
    pub fn met_elsewhere(self, assessment: &Assessment) -> Option<String> {
        let lead = self.knowledge.leading_disease();
        let met = assessment.sets.iter().filter(|found| {
            let set = self.knowledge.set(found.set);
            let is_met = found.conclusions.iter().any(|conclusion| conclusion.verdict == Verdict::Met);
            is_met && set.is_in_use() && lead.is_some_and(|disease| set.disease != disease)
        });
        let met: Vec<&str> = met.map(|found| self.say(&self.knowledge.set(found.set).short)).collect();
        // The sentence ends with the point of an abbreviation.
        (!met.is_empty()).then(|| self.words().conclusion.met_elsewhere(self.lang, self.few(met).trim_end_matches('.')))
    }

    /// What the current sets say.
    pub fn current_sets<'a>(self, assessment: &'a Assessment) -> impl Iterator<Item = &'a SetAssessment> + use<'a, 'k> {
        self.knowledge.current_sets().map(|id| assessment.set(id))
    }

    fn judges(self, found: &SetAssessment) -> bool {
        self.knowledge.set(found.set).is_in_use()
    }

    /// A verdict in one word: met, open, not met.
    pub fn verdict_in_short(self, verdict: Verdict) -> &'k str {
        let words = &self.words().conclusion;
        self.say(match verdict {
            Verdict::Met => &words.met,
            Verdict::Undetermined => &words.open,
            Verdict::NotMet => &words.not_met,
        })
    }

    /// The verdict of a set in a word or two: of its strongest conclusion, or of a weaker one by its name.
    pub fn verdict_of(self, found: &SetAssessment) -> String {
        let set = self.knowledge.set(found.set);
        let Some((leading, conclusion)) = found.leading() else { return String::new() };
        let verdict = self.verdict_in_short(conclusion.verdict).to_uppercase();
        let verdict = self.marked(&verdict, !conclusion.doubtful.is_empty());
        match leading.index() {
            0 => verdict,
            _ => self.pair(self.say(&leading.of(&set.conclusions).title), &verdict),
        }
    }

    /// Why a set's verdict is as it is, in one sentence: what it was met with, what it needs, or what it lacks.
    pub fn why(self, known: Known, found: &SetAssessment) -> String {
        let words = &self.words().conclusion;
        match found.leading().map(|(_, conclusion)| conclusion.verdict) {
            Some(Verdict::Met) => self.met_with(known, found),
            Some(Verdict::Undetermined) => {
                let needs = words.needs(self.lang, self.all_of(&self.needs(known, found)));
                match found.leading().is_some_and(|(_, conclusion)| conclusion.met_but_for().next().is_some()) {
                    true => words.all_else_met(self.lang, &needs),
                    false => needs,
                }
            }
            Some(Verdict::NotMet) => self.kept_from_met(known, found),
            None => String::new(),
        }
    }

    /// What the leading conclusion of a set was met with, in clinical words: what it requires with the answers that gave
    /// it, then what it counts.
    pub fn met_with(self, known: Known, found: &SetAssessment) -> String {
        let set = self.knowledge.set(found.set);
        let Some((leading, _)) = found.leading() else { return String::new() };
        let mut asked = Asked::default();
        asked.collect(&leading.of(&set.conclusions).when, &|role| {
            set.with_role(role).filter(|id| id.of(&found.criteria).verdict == Verdict::Met).collect()
        });
        let mut parts: Vec<String> = Vec::new();
        for (role, criteria) in asked.0 {
            match (role, criteria.as_slice()) {
                (Some(role), [_, _, ..]) => {
                    let items: Vec<String> = criteria.iter().map(|id| self.item(known, found, *id)).collect();
                    let count = criteria.len();
                    let text = self.words().conclusion.counted(self.lang, count, self.role(role), self.names(items));
                    parts.push(text);
                }
                _ => parts.extend(criteria.iter().map(|id| self.criterion_with(known, found, *id))),
            }
        }
        self.together(parts)
    }

    /// What the leading open conclusion of a set still needs, part by part; all of them together would meet it.
    pub fn needs(self, known: Known, found: &SetAssessment) -> Vec<String> {
        let set = self.knowledge.set(found.set);
        let Some((leading, conclusion)) = found.leading() else { return Vec::new() };
        match found.lacks(set, leading) {
            Some(lacking) => {
                let alone = lacking.len() == 1;
                let lacking = lacking.iter().map(|lacking| self.lacking(known, found, lacking, alone));
                lacking.collect()
            }
            None => {
                let ways: Vec<String> =
                    conclusion.settled_by.iter().take(WAYS).map(|way| self.way(set, *way)).collect();
                vec![self.either(&ways)]
            }
        }
    }

    /// One part of what a set needs; a criterion as the table words it where it stands alone or is a number.
    fn lacking(self, known: Known, found: &SetAssessment, lacking: &Lacking, alone: bool) -> String {
        let (set, words) = (self.knowledge.set(found.set), &self.words().conclusion);
        let short = |id: &CriterionId| self.say(&id.of(&set.criteria).short);
        match (lacking.of.as_slice(), lacking.becomes) {
            ([only], Verdict::NotMet) => {
                let unknown = known.assessment.hangs_on(self.knowledge, found.set, *only);
                let excluded = words.excluded(self.lang, short(only));
                match unknown.is_empty() {
                    true => excluded,
                    false => {
                        let unknown = self.few(unknown.iter().map(|id| self.label(*id)).collect());
                        self.aside(&excluded, &words.still_unknown(self.lang, unknown))
                    }
                }
            }
            ([only], _) => {
                let criterion = only.of(&set.criteria);
                let is_number = matches!(criterion.when, Rule::Is(Evidence::Quantity(..)));
                let need = if alone || is_number { self.say(&criterion.title) } else { short(only) };
                let others = self.measured_otherwise(known, &only.of(&found.criteria).open);
                match others.is_empty() {
                    true => need.to_owned(),
                    false => words.entered(self.lang, need, self.names(others)),
                }
            }
            (several, _) if lacking.count == 1 => words.one_of(self.lang, self.names(several.iter().map(short))),
            (several, _) => words.some_of(self.lang, lacking.count, self.names(several.iter().map(short))),
        }
    }

    /// All of some parts, kept apart where they are lists themselves.
    pub fn all_of(self, parts: &[String]) -> String {
        let comma = self.say(&self.words().style.comma).trim();
        match parts.split_last() {
            Some((last, first)) if !first.is_empty() && parts.iter().any(|part| part.contains(comma)) => {
                self.words().conclusion.and_last(self.lang, self.list(first), last)
            }
            _ => self.both(parts),
        }
    }

    /// What was entered in place of an open quantity: the same thing measured in another way.
    fn measured_otherwise(self, known: Known, open: &[Open]) -> Vec<String> {
        let unit =
            |id: FindingId| self.knowledge.finding(id).measure().map(|measure| self.unit(measure.canonical_unit()));
        let wanted = open.iter().filter_map(|open| match (open.item, &open.need) {
            (OpenItem::Finding(id), Need::Limit(_)) if known.case.known(id).is_none() => Some(id),
            _ => None,
        });
        let others = wanted.flat_map(|id| {
            let beside = self.knowledge.circuit.measured_beside(id).into_iter();
            beside.filter(move |other| known.case.known(*other).is_some() && unit(*other) == unit(id))
        });
        others.map(|other| self.phrase(known, other)).collect()
    }

    /// What keeps a set from being met: what it lacks, or what excludes it.
    pub fn kept_from_met(self, known: Known, found: &SetAssessment) -> String {
        let words = &self.words().conclusion;
        let Some((_, conclusion)) = found.leading() else { return String::new() };
        let with = |verdict: Verdict| -> Vec<String> {
            let criteria = conclusion.excluded_by.iter().filter(|id| id.of(&found.criteria).verdict == verdict);
            criteria.map(|id| self.criterion_with(known, found, *id)).collect()
        };
        let (lacks, against) = (with(Verdict::NotMet), with(Verdict::Met));
        let lacks = (!lacks.is_empty()).then(|| words.lacks(self.lang, self.names(lacks)));
        let against = (!against.is_empty()).then(|| words.stands_against(self.lang, self.names(against)));
        self.list(lacks.into_iter().chain(against))
    }

    /// The current set before this one that has the same verdict on the same findings.
    pub fn same_as(self, assessment: &Assessment, found: &SetAssessment) -> Option<SetId> {
        let grounds = self.grounds(found);
        let before = self.current_sets(assessment).take_while(|other| other.set != found.set);
        before.into_iter().find(|other| self.grounds(other) == grounds).map(|other| other.set)
    }

    /// A verdict and the findings it rests on, or hangs on.
    fn grounds(self, found: &SetAssessment) -> Option<(Verdict, Vec<FindingId>)> {
        let set = self.knowledge.set(found.set);
        let (leading, conclusion) = found.leading()?;
        let because = |ids: &[CriterionId]| -> Vec<FindingId> {
            ids.iter().flat_map(|id| id.of(&found.criteria).because.iter().copied()).collect()
        };
        let mut findings = match conclusion.verdict {
            Verdict::Met => {
                let mut asked = Asked::default();
                asked.collect(&leading.of(&set.conclusions).when, &|role| set.with_role(role).collect());
                asked.0.iter().flat_map(|(_, criteria)| because(criteria)).collect()
            }
            Verdict::NotMet => because(&conclusion.excluded_by),
            Verdict::Undetermined => open_findings(found, conclusion),
        };
        findings.sort_unstable();
        findings.dedup();
        Some((conclusion.verdict, findings))
    }

    /// Names in a row, kept apart where one of them holds a comma itself.
    pub(super) fn apart(self, names: &[&str]) -> String {
        let comma = self.say(&self.words().style.comma).trim();
        match names.iter().any(|name| name.contains(comma)) {
            true => self.list(names),
            false => self.names(names),
        }
    }

    /// The first few names, and how many more there are.
    pub(super) fn few(self, names: Vec<&str>) -> String {
        self.first_of(NAMED, names)
    }

    /// So many names, and how many more there are.
    pub fn first_of(self, most: usize, names: Vec<&str>) -> String {
        match names.split_at_checked(most) {
            Some((first, rest)) if !rest.is_empty() => {
                self.words().conclusion.more(self.lang, self.apart(first), rest.len())
            }
            _ => self.apart(&names),
        }
    }
}

/// The open findings of the criteria that could still settle a conclusion.
fn open_findings(found: &SetAssessment, conclusion: &ConclusionAssessment) -> Vec<FindingId> {
    let steps = conclusion.settled_by.iter().flat_map(|way| way.settlings());
    let open = steps.flat_map(|step| &step.criterion.of(&found.criteria).open);
    open.filter_map(|open| match open.item {
        OpenItem::Finding(id) => Some(id),
        OpenItem::Conclusion(..) => None,
    })
    .collect()
}

/// What a conclusion asks to be met, in the order of its rule: criteria it requires, and those of a role that it counts.
#[derive(Default)]
struct Asked(Vec<(Option<RoleId>, Vec<CriterionId>)>);

impl Asked {
    /// `of` gives the criteria of a role that are of interest.
    fn collect(&mut self, rule: &Rule<Tally>, of: &impl Fn(RoleId) -> Vec<CriterionId>) {
        match rule {
            Rule::All(parts) | Rule::Any(parts) | Rule::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.collect(part, of));
            }
            Rule::Is(Tally::Criterion(id)) => self.add(None, vec![*id]),
            Rule::Is(Tally::Every(role)) => self.add(None, of(*role)),
            Rule::Is(Tally::AnyOf(role) | Tally::AtLeast(_, role)) => self.add(Some(*role), of(*role)),
            // What must not be is not what it is met with.
            Rule::Not(_) => {}
        }
    }

    /// Each criterion once.
    fn add(&mut self, role: Option<RoleId>, mut criteria: Vec<CriterionId>) {
        criteria.retain(|id| self.0.iter().all(|(_, before)| !before.contains(id)));
        if !criteria.is_empty() {
            self.0.push((role, criteria));
        }
    }
}
