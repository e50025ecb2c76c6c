//! Pictures in the page itself, each beside its numbers: weights to either side of a middle line, a probability on its
//! scale. Places are given in percent, so that a picture takes what room there is and its text keeps its size.

use std::f64::consts::LN_10;

use maud::{Markup, Render, html};

use super::super::document::{Bar, Bars, Line, Mark, Scale};
use super::super::figures::ratio;
use super::{Inline, Place, Plain};
use crate::json::steady;

/// The weights as a table, whose last column draws them with what they could be.
pub(super) fn bars(bars: &Bars, heading: Place) -> Markup {
    let axis = Axis::of(bars);
    let [against, for_it] = &bars.sides;
    html! {
        table .bars role="table" aria-labelledby=(heading) {
            thead role="rowgroup" {
                tr role="row" {
                    @for name in &bars.head { th scope="col" role="columnheader" { (Plain(name)) } }
                    th .drawn scope="col" role="columnheader" {
                        div .sides { span { (Plain(against)) } span { (Plain(for_it)) } }
                        (axis.names())
                    }
                }
            }
            tbody role="rowgroup" { @for bar in &bars.bars { (axis.row(bar, &bars.sides)) } }
        }
    }
}

/// Logarithms of ratios around a middle line.
struct Axis {
    /// The logarithm at either end.
    end: f64,
}

impl Axis {
    /// So many powers of ten are named on either side, where there are more.
    const NAMED: f64 = 3.0;

    /// As far as the farthest bar, or what it could be.
    fn of(bars: &Bars) -> Axis {
        let reach =
            |bar: &Bar| bar.interval.into_iter().flatten().chain([bar.weight]).map(f64::abs).fold(0.0, f64::max);
        Axis { end: bars.bars.iter().map(reach).filter(|reach| reach.is_finite()).fold(LN_10, f64::max) }
    }

    fn place(&self, weight: f64) -> Percent {
        Percent(50.0 + 50.0 * (weight / self.end).clamp(-1.0, 1.0))
    }

    /// The powers of ten that have a line.
    fn marks(&self) -> impl Iterator<Item = f64> + use<> {
        let most = (self.end / LN_10).floor();
        let step = (most / Self::NAMED).ceil().max(1.0);
        let side = (most / step).floor() as i32;
        (-side..=side).map(move |at| f64::from(at) * step * LN_10)
    }

    fn names(&self) -> Markup {
        html! {
            svg .names aria-hidden="true" {
                @for at in self.marks() { text x=(self.place(at)) y="11" { (ratio(at.exp())) } }
            }
        }
    }

    fn row(&self, bar: &Bar, [against, for_it]: &[String; 2]) -> Markup {
        let name = Line::default().with(bar.tone, &bar.name);
        html! {
            tr role="row" {
                th scope="row" role="rowheader" {
                    (Inline(&name))
                    @if !bar.detail.is_empty() { div .detail { (Plain(&bar.detail)) } }
                }
                td role="cell" { (Plain(&bar.figure)) }
                td role="cell" { (Plain(&bar.grade)) }
                td .drawn role="cell" { (self.picture(bar, if bar.weight < 0.0 { against } else { for_it })) }
            }
        }
    }

    /// The bar from the middle line, and a thin line over what it could be.
    fn picture(&self, bar: &Bar, side: &str) -> Markup {
        let [from, to] = [bar.weight.min(0.0), bar.weight.max(0.0)].map(|end| self.place(end));
        let kind = if bar.weight < 0.0 { "against" } else { "for" };
        html! {
            svg role="img" aria-label=(Plain(side)) {
                @for at in self.marks() { (line(self.place(at), "grid")) }
                rect .(kind) x=(from) width=(to.from(from)) y="25%" height="50%" {}
                @if let Some([low, high]) = bar.interval.map(|ends| ends.map(|end| self.place(end))) {
                    line .whisker x1=(low) x2=(high) y1="50%" y2="50%" {}
                }
                (line(self.place(0.0), "middle"))
            }
        }
    }
}

/// The probability on a line from impossible to certain, with what it could be and what it was; under it the same in
/// words.
pub(super) fn scale(scale: &Scale) -> Markup {
    let [low, high] = scale.interval.map(|end| Percent(100.0 * end));
    let at = |mark: &Mark| Percent(100.0 * mark.at);
    html! {
        figure .scale {
            svg role="img" aria-label=(Plain(&scale.said)) {
                rect .track x="0" width="100%" y="8" height="8" {}
                rect .interval x=(low) width=(high.from(low)) y="8" height="8" {}
                line .before x1=(at(&scale.before)) x2=(at(&scale.before)) y1="3" y2="21" {}
                circle .now cx=(at(&scale.now)) cy="12" r="7" {}
                @for place in [0.0, 25.0, 50.0, 75.0, 100.0] { text x=(Percent(place)) y="36" { (Percent(place)) } }
            }
            figcaption {
                span .key.now { (Plain(&scale.now.name)) } " "
                span .key.interval { (Plain(&scale.could_be)) } " "
                span .key.before { (Plain(&scale.before.name)) }
            }
        }
    }
}

fn line(at: Percent, class: &str) -> Markup {
    html! { line class=(class) x1=(at) x2=(at) y1="0" y2="100%" {} }
}

/// A place from left to right.
#[derive(Clone, Copy)]
struct Percent(f64);

impl Percent {
    /// How far it is from another.
    fn from(self, other: Percent) -> Percent {
        Percent(self.0 - other.0)
    }
}

impl Render for Percent {
    fn render_to(&self, out: &mut String) {
        out.push_str(&format!("{}%", steady(self.0 * 10.0).round() / 10.0));
    }
}
