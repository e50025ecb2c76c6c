//! How much room there is.

/// The size of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How wide it is.
    pub columns: u16,
    /// How high it is.
    pub rows: u16,
}

/// How much fits beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Breadth {
    /// Too small for anything but a line that says so.
    Tiny,
    /// One pane.
    Narrow,
    /// Checklist and result.
    Normal,
    /// The parts of the sheet, checklist and result.
    Wide,
    /// And all that is to be known of the row.
    Vast,
}

/// The smallest size that is drawn in full.
pub(crate) const LEAST: Size = Size { columns: 50, rows: 12 };

impl Size {
    pub(crate) fn breadth(self) -> Breadth {
        match self.columns {
            _ if self.columns < LEAST.columns || self.rows < LEAST.rows => Breadth::Tiny,
            0..80 => Breadth::Narrow,
            80..110 => Breadth::Normal,
            110..180 => Breadth::Wide,
            _ => Breadth::Vast,
        }
    }
}
