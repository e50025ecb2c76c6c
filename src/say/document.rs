//! A document as its renderers see it: what is said, not how it looks.

use std::borrow::Cow;

use crate::json::shown;

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading.
    Heading(Level, Line),
    /// Running text.
    Paragraph(Line),
    /// What made the document, and what it is not.
    Foot(Line),
    /// Items without numbers.
    List(Vec<Line>),
    /// Items with numbers.
    Numbered(Vec<Line>),
    /// Rows and columns.
    Table(Table),
    /// Weights as bars around a middle line.
    Bars(Bars),
    /// What is drawn beside words that say the same; left out where nothing can be drawn.
    Chart(Chart),
    /// Lines that stand as they are.
    Drawing(Vec<Line>),
}

/// A picture beside the words of a document.
#[derive(Clone, Debug)]
pub enum Chart {
    /// Weights as bars around a middle line, under a name of their own.
    Bars(Line, Bars),
    /// A probability on its scale.
    Scale(Scale),
}

/// A probability between impossible and certain, with what it could be and what it was.
#[derive(Clone, Debug)]
pub struct Scale {
    /// All of it in words, for who does not see it.
    pub said: String,
    /// What it is.
    pub now: Mark,
    /// What it was before anything was known.
    pub before: Mark,
    /// What it could be: from where to where.
    pub interval: [f64; 2],
    /// The interval in words.
    pub could_be: String,
}

/// A point of a scale.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where it is, from 0 to 1.
    pub at: f64,
    /// What it is called.
    pub name: String,
}

/// Weights that add up to the last one.
#[derive(Clone, Debug)]
pub struct Bars {
    /// Over the names, the figures and the grades.
    pub head: [String; 3],
    /// What stands for the names' details, and for the weight itself, where there is no picture.
    pub extra: [String; 2],
    /// What a bar to the left says, and one to the right.
    pub sides: [String; 2],
    /// From top to bottom.
    pub bars: Vec<Bar>,
}

/// One weight.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is a figure of.
    pub name: String,
    /// What the figure rests on.
    pub detail: String,
    /// The figure in words.
    pub figure: String,
    /// How good its source is.
    pub grade: String,
    /// To the right where it is positive.
    pub weight: f64,
    /// Between which the weight could lie, where it is not certain.
    pub interval: Option<[f64; 2]>,
    /// How it is to look.
    pub tone: Tone,
}

/// How high a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Of the whole document.
    Title,
    /// Of a section.
    Section,
    /// Of a part of a section.
    Part,
}

/// Rows under a head; a column without any text is left out.
#[derive(Clone, Debug)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows below the head.
    pub rows: Vec<Row>,
    /// What becomes of it where it is too wide.
    pub narrow: Narrow,
}

/// How a table stands where its columns have little room.
#[derive(Clone, Debug)]
pub enum Narrow {
    /// Each cell is wrapped in its column.
    Wrapped,
    /// Under other names of its columns.
    Under(Vec<String>),
    /// Row after row: the first cell, and under it the others, each after the name of its column.
    Stacked,
}

/// A row of a table, or the name of the rows that follow.
#[derive(Clone, Debug)]
pub enum Row {
    /// A line across all columns above the rows that belong to it.
    Group(Line),
    /// A cell a column.
    Cells(Vec<Cell>),
}

/// What stands in one cell, a paragraph each.
pub type Cell = Vec<Line>;

/// Text in one or more tones.
#[derive(Clone, Debug, Default)]
pub struct Line(pub Vec<Span>);

/// Text in one tone. It holds no control character and no line break, whatever it was made from.
#[derive(Clone, Debug)]
pub struct Span {
    /// What is said.
    pub text: Cow<'static, str>,
    /// How it is to look.
    pub tone: Tone,
}

/// What a text means to the eye; the words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary text.
    Plain,
    /// What is to be seen first.
    Strong,
    /// Something that is met.
    Met,
    /// Something that is not met.
    NotMet,
    /// Something that is open.
    Undetermined,
    /// Needs a second look.
    Alert,
    /// Within what has the cursor, but not part of what it is on.
    Beside,
}

impl Block {
    /// Whether it says something by itself, and does not only draw what its neighbors say.
    pub(super) fn speaks(&self) -> bool {
        !matches!(self, Block::Chart(_))
    }
}

impl Line {
    /// A line of ordinary text.
    pub fn plain(text: impl AsRef<str>) -> Line {
        Line::default().with(Tone::Plain, text)
    }

    /// A line that is to be seen first.
    pub fn strong(text: impl AsRef<str>) -> Line {
        Line::default().with(Tone::Strong, text)
    }

    /// Adds text in a tone.
    pub fn with(mut self, tone: Tone, text: impl AsRef<str>) -> Line {
        let text = text.as_ref();
        let one_line = |text: &str| text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        let text = if text.contains(['\n', '\r']) { shown(&one_line(text)) } else { shown(text) };
        self.0.push(Span { text: text.into(), tone });
        self
    }

    /// Adds another line's text.
    pub fn and(mut self, other: Line) -> Line {
        self.0.extend(other.0);
        self
    }

    /// The text without its tones.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| &*span.text).collect()
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text.is_empty())
    }
}

impl Table {
    /// A table without rows.
    pub fn new<'h>(head: impl IntoIterator<Item = &'h str>) -> Table {
        Table { head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new(), narrow: Narrow::Wrapped }
    }

    /// Adds a row of one-line cells.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Line>) {
        self.rows.push(Row::Cells(cells.into_iter().map(|line| vec![line]).collect()));
    }

    /// The columns that hold any text, by their place.
    pub(super) fn columns(&self) -> Vec<usize> {
        let filled = |column: &usize| {
            self.rows.iter().any(|row| match row {
                Row::Cells(cells) => cells.get(*column).is_some_and(|cell| cell.iter().any(|line| !line.is_empty())),
                Row::Group(_) => false,
            })
        };
        (0..self.head.len()).filter(filled).collect()
    }
}
