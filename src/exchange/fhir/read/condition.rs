//! Conditions: problems and diagnoses, with how sure they are and whether they are over.

use super::datatype::{codes, moment, notes, status};
use super::resources::Resource;
use super::unclear;
use crate::exchange::{Said, Standing, Statement};

/// When it was so, else when it was written down.
const TIMES: [&str; 4] = ["onsetDateTime", "onsetPeriod", "recordedDate", "assertedDate"];

/// What the condition says.
pub(super) fn statement(resource: &Resource) -> Statement {
    let value = resource.value;
    let about = value.get("code").map(codes).unwrap_or_default();
    let verified = status(value, "verificationStatus");
    let said = match verified {
        _ if about.is_empty() => Said::Nothing,
        None | Some("confirmed" | "entered-in-error") => Said::Present,
        Some("refuted") => Said::Absent,
        // A tentative diagnosis is none yet.
        Some(other) => unclear(other),
    };
    let has_ended = value.as_object().is_some_and(|members| members.keys().any(|key| key.starts_with("abatement")));
    let standing = match status(value, "clinicalStatus") {
        _ if verified == Some("entered-in-error") => Standing::Void,
        Some("resolved" | "inactive" | "remission") => Standing::Over,
        None if has_ended => Standing::Over,
        _ => Standing::Final,
    };
    Statement {
        at: moment(value, &TIMES),
        note: notes(value, &TIMES, |_| false),
        standing,
        ..Statement::new(resource.place.clone(), about, said)
    }
}
