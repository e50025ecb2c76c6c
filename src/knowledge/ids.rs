//! Checked references: an id that has been looked up once is an index from then on.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            pub(crate) fn at(index: usize) -> Self {
                $name(u16::try_from(index).expect("a pack holds fewer than 65,536 entries of a kind"))
            }

            pub fn index(self) -> usize {
                usize::from(self.0)
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
