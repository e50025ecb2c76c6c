//! Whether a pack is good, with its teaching cases, its lessons and its cards.

use super::cards::Stock;
use super::lesson::{misfits, read_lessons};
use crate::case::read_cases;
use crate::json::Fault;
use crate::knowledge::{self, Knowledge, Layer};

/// Checks a pack and all that is taught by it; the knowledge is there when no fault is an error. Faults are in file
/// order.
pub fn check(layers: Vec<Layer>) -> (Option<Knowledge>, Vec<Fault>) {
    knowledge::check_with(layers, |knowledge| {
        let (cases, mut faults) = read_cases(knowledge.teaching_texts(), knowledge);
        let (lessons, found) = read_lessons(knowledge, &cases);
        faults.extend(found);
        faults.extend(Stock::read(knowledge).err().into_iter().flatten());
        faults.extend(misfits(knowledge, &lessons, &cases));
        faults
    })
}
