//! The picture of a scene: its lines and panes become strokes, row by row, and those become cells. It knows nothing of
//! what they mean.

mod canvas;
mod letters;
mod painting;
mod strokes;
mod theme;

pub use painting::Painting;
