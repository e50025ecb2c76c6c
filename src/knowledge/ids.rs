//! Checked references: an id that has been looked up once is an index from then on.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub(crate) fn at(index: usize) -> Self {
                // No file is so large that it could hold four billion entries.
                $name(index as u32)
            }

            /// Its place in the table of its kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// Its entry in the table of its kind, or in one beside it of what is known of each.
            #[expect(clippy::indexing_slicing, reason = "an id is made for a place of its table")]
            pub fn of<T>(self, table: &[T]) -> &T {
                &table[self.index()]
            }

            /// As [`Self::of`], to be changed.
            #[expect(clippy::indexing_slicing, reason = "an id is made for a place of its table")]
            pub fn of_mut<T>(self, table: &mut [T]) -> &mut T {
                &mut table[self.index()]
            }
        }
    )*};
}

ids! {
    /// A finding of the vocabulary.
    FindingId
    /// A section of the vocabulary.
    SectionId
    /// An option of a choice.
    OptionId
    /// A criteria set.
    SetId
    /// A criterion of one set.
    CriterionId
    /// A conclusion of one set.
    ConclusionId
    /// A role that criteria have.
    RoleId
    /// A hypothesis of the differential.
    HypothesisId
    /// A group of findings that count once.
    GroupId
    /// An examination of the work-up.
    TestId
    /// A part of the staging.
    StagingItemId
    /// Somebody a letter may be written to.
    ReaderId
    /// A line of advice.
    AdviceId
    /// A setting in which the patient is seen.
    SettingId
}

impl SettingId {
    /// The setting that is taken unless another is asked for.
    pub fn first() -> SettingId {
        SettingId::at(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_may_hold_more_entries_of_a_kind_than_anybody_needs() {
        assert_eq!(FindingId::at(70_000).index(), 70_000);
    }
}
