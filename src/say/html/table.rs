//! Tables: with headers for the ear, and row after row where there is no room for columns.

use maud::{Markup, html};

use super::super::document::{Cell, Line, Narrow, Row, Table};
use super::{Inline, Place, Plain};

/// A table named by a heading.
pub(super) fn table(table: &Table, heading: Place) -> Markup {
    match table.narrow {
        Narrow::Wrapped => columns(table, heading, "stacks"),
        Narrow::Under(_) => html! {
            div .scrolls role="group" tabindex="0" aria-labelledby=(heading) { (columns(table, heading, "figures")) }
        },
        Narrow::Stacked => cards(table),
    }
}

/// The roles are written out, since some browsers forget them where a table is not laid out as one.
fn columns(table: &Table, heading: Place, class: &str) -> Markup {
    let columns: Vec<(usize, &str)> =
        table.columns().into_iter().map(|at| (at, table.head.get(at).map_or("", String::as_str))).collect();
    let bodies = table.rows.chunk_by(|_, next| matches!(next, Row::Cells(_)));
    html! {
        table class=(class) role="table" aria-labelledby=(heading) {
            thead role="rowgroup" {
                tr role="row" { @for (_, name) in &columns { th scope="col" role="columnheader" { (Plain(name)) } } }
            }
            @for rows in bodies {
                tbody role="rowgroup" { @for row in rows { (self::row(row, &columns)) } }
            }
        }
    }
}

fn row(row: &Row, columns: &[(usize, &str)]) -> Markup {
    let cells = match row {
        Row::Group(name) => {
            let count = columns.len();
            return html! {
                tr .group role="row" { th scope="rowgroup" role="rowheader" colspan=(count) { (Inline(name)) } }
            };
        }
        Row::Cells(cells) => cells,
    };
    let cells = columns.iter().enumerate().map(|(place, (at, name))| {
        let cell = cells.get(*at).map_or(&[][..], Vec::as_slice);
        let is_empty = cell.iter().all(Line::is_empty);
        match place {
            0 if !is_empty => html! { th scope="row" role="rowheader" { (paragraphs(cell)) } },
            _ if is_empty => html! { td .empty role="cell" {} },
            _ => html! { td role="cell" data-of=(Plain(name)) { (paragraphs(cell)) } },
        }
    });
    html! { tr role="row" { @for cell in cells { (cell) } } }
}

/// Row after row: the first cell, and under it the others, each after the name of its column.
fn cards(table: &Table) -> Markup {
    let card = |cells: &[Cell]| {
        let (first, others) = cells.split_first().map_or((&[][..], &[][..]), |(first, rest)| (first.as_slice(), rest));
        let others = table.head.iter().skip(1).zip(others);
        let filled = others.filter(|(_, cell)| !cell.iter().all(Line::is_empty));
        html! {
            div .card {
                @for line in first { p { (Inline(line)) } }
                dl { @for (name, cell) in filled { div { dt { (Plain(name)) } dd { (paragraphs(cell)) } } } }
            }
        }
    };
    html! {
        @for row in &table.rows {
            @match row {
                Row::Group(name) => p .group { (Inline(name)) },
                Row::Cells(cells) => (card(cells)),
            }
        }
    }
}

/// One line by itself, several as paragraphs.
fn paragraphs(cell: &[Line]) -> Markup {
    match cell {
        [only] => html! { (Inline(only)) },
        several => html! { @for line in several { p { (Inline(line)) } } },
    }
}
