//! Documents as one HTML page that stands by itself: no script and nothing from a network, in light and dark, from a
//! phone to a sheet of paper. What it says is heard as well: landmarks, one first heading, tables with their headers.

mod chart;
mod table;

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use super::Wording;
use super::document::{Block, Chart, Level, Line, Span, Tone};
use crate::knowledge::Lang;

const STYLE: &str = include_str!("page.css");

/// Nothing is loaded, nothing runs, nothing is sent.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A document that stands on a page, alone or among others.
#[derive(Clone, Debug)]
pub struct Article {
    /// What it is about, to tell it from the others.
    pub name: String,
    /// How its first sheet is laid out.
    pub layout: Layout,
    /// What it says. Each title begins a sheet of its own.
    pub blocks: Vec<Block>,
}

/// How a sheet is laid out where there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// To be read from the first word to the last.
    Text,
    /// To be taken in at a glance: the parts after the first two stand side by side.
    Glance,
}

/// Articles as one page: one by itself, or several under a list of their names.
pub fn html(articles: &[Article], wording: Wording) -> String {
    let mut writer = Writer::default();
    let (title, contents, main) = match articles {
        [only] => {
            let (title, blocks) = titled(&only.blocks);
            (title, None, writer.article(None, only.layout, blocks))
        }
        several => {
            let count = several.len();
            let title = Line::plain(wording.words().html.cases(wording.lang, count));
            let main = several
                .iter()
                .enumerate()
                .map(|(at, article)| writer.article(Some(at), article.layout, &article.blocks));
            (title, Some(contents(several, wording)), html! { @for article in main { (article) } })
        }
    };
    let name = match articles {
        [only] => wording.pair(&title.text(), &only.name),
        _ => title.text(),
    };
    let body = html! {
        header { h1 #(Place(0)) { (Inline(&title)) } @if let Some(contents) = contents { (contents) } }
        main { (main) }
        footer { p { (wording.say(&wording.knowledge.notice)) } }
    };
    page(wording.lang, &name, STYLE, &body)
}

/// An HTML page in a style of its own.
pub(crate) fn page(lang: Lang, title: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (Plain(title)) }
                style { (PreEscaped(style)) }
            }
            body { (body) }
        }
    };
    page.into_string() + "\n"
}

/// The title of a document, and what follows on it.
fn titled(blocks: &[Block]) -> (Line, &[Block]) {
    match blocks {
        [Block::Heading(Level::Title, title), rest @ ..] => (title.clone(), rest),
        _ => (Line::plain(env!("CARGO_PKG_NAME")), blocks),
    }
}

/// The names of the articles, each leading to it.
fn contents(articles: &[Article], wording: Wording) -> Markup {
    html! {
        nav aria-label=(wording.say(&wording.words().html.contents)) {
            ol { @for (at, article) in articles.iter().enumerate() { li { a href={ "#a" (at) } { (Plain(&article.name)) } } } }
        }
    }
}

/// Counts the headings, so that each can be referred to.
#[derive(Default)]
struct Writer {
    headings: usize,
}

impl Writer {
    /// A document, sheet after sheet. Where it stands alone its first title is that of the page.
    fn article(&mut self, place: Option<usize>, layout: Layout, blocks: &[Block]) -> Markup {
        let layouts = std::iter::once(layout).chain(std::iter::repeat(Layout::Text));
        let sheets = blocks.chunk_by(|_, next| !begins(Level::Title, next)).zip(layouts);
        let sheets = sheets.map(|(blocks, layout)| self.sheet(layout, blocks));
        html! {
            @match place {
                Some(at) => article id={ "a" (at) } { @for sheet in sheets { (sheet) } },
                None => article { @for sheet in sheets { (sheet) } },
            }
        }
    }

    /// What stands on a sheet of paper by itself.
    fn sheet(&mut self, layout: Layout, blocks: &[Block]) -> Markup {
        let under = match blocks {
            [Block::Heading(Level::Title, _), ..] => Under::OwnTitle,
            _ => Under::PageTitle,
        };
        let sections = blocks.chunk_by(|_, next| !stands_apart(next)).map(|blocks| {
            let wide = matches!(blocks, [Block::Foot(_) | Block::Chart(Chart::Bars(..)), ..]);
            let blocks = blocks.iter().map(|block| self.block(under, block));
            html! { section .wide[wide] { @for block in blocks { (block) } } }
        });
        html! { div .sheet.glance[layout == Layout::Glance] { @for section in sections { (section) } } }
    }

    fn block(&mut self, under: Under, block: &Block) -> Markup {
        match block {
            Block::Heading(level, line) => self.heading(under, *level, line),
            Block::Paragraph(line) if line.0.iter().all(|span| span.tone == Tone::Strong) => {
                html! { p .lead { (Inline(line)) } }
            }
            Block::Paragraph(line) => html! { p { (Inline(line)) } },
            Block::Foot(line) => html! { footer { p { (Inline(line)) } } },
            Block::List(items) => html! { ul { @for item in items { li { (Inline(item)) } } } },
            Block::Numbered(items) => html! { ol { @for item in items { li { (Inline(item)) } } } },
            Block::Table(table) => table::table(table, self.here()),
            Block::Bars(bars) => chart::bars(bars, self.here()),
            Block::Chart(Chart::Bars(name, bars)) => {
                html! { (self.heading(under, Level::Section, name)) (chart::bars(bars, self.here())) }
            }
            Block::Chart(Chart::Scale(scale)) => chart::scale(scale),
            Block::Drawing(lines) => html! { pre { @for line in lines { (Inline(line)) "\n" } } },
        }
    }

    fn heading(&mut self, under: Under, level: Level, line: &Line) -> Markup {
        self.headings += 1;
        let (id, text) = (self.here(), Inline(line));
        match (level, under) {
            (Level::Title, _) | (Level::Section, Under::PageTitle) => html! { h2 #(id) { (text) } },
            (Level::Part, Under::PageTitle) | (Level::Section, Under::OwnTitle) => html! { h3 #(id) { (text) } },
            (Level::Part, Under::OwnTitle) => html! { h4 #(id) { (text) } },
        }
    }

    /// The last heading, which names what stands below it.
    fn here(&self) -> Place {
        Place(self.headings)
    }
}

/// What the headings of a sheet stand under.
#[derive(Clone, Copy)]
enum Under {
    PageTitle,
    OwnTitle,
}

/// Whether a part of a sheet begins here.
fn stands_apart(block: &Block) -> bool {
    begins(Level::Section, block) || matches!(block, Block::Foot(_) | Block::Chart(Chart::Bars(..)))
}

fn begins(level: Level, block: &Block) -> bool {
    matches!(block, Block::Heading(of, _) if *of == level)
}

/// A heading, by its number.
#[derive(Clone, Copy)]
struct Place(usize);

impl Render for Place {
    fn render_to(&self, out: &mut String) {
        out.push_str(&format!("h{}", self.0));
    }
}

/// Text as data, whatever stands in it.
struct Plain<'t>(&'t str);

impl Render for Plain<'_> {
    fn render_to(&self, out: &mut String) {
        // Code points that are no characters may not stand in HTML in any form.
        let is_none = |c: char| matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe;
        let text =
            if self.0.contains(is_none) { self.0.replace(is_none, "\u{fffd}").into() } else { Cow::Borrowed(self.0) };
        text.as_ref().render_to(out);
    }
}

/// A line with what its tones mean.
struct Inline<'l>(&'l Line);

impl Render for Inline<'_> {
    fn render_to(&self, out: &mut String) {
        let span = |Span { text, tone }: &Span| match class(*tone) {
            Some(class) => html! { span class=(class) { (Plain(text)) } },
            None => html! { (Plain(text)) },
        };
        self.0.0.iter().filter(|span| !span.text.is_empty()).for_each(|of| out.push_str(&span(of).into_string()));
    }
}

/// What a tone is called in the style; the sign of a verdict is drawn there.
fn class(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain | Tone::Beside => None,
        Tone::Strong => Some("strong"),
        Tone::Met => Some("met"),
        Tone::NotMet => Some("not-met"),
        Tone::Undetermined => Some("open"),
        Tone::Alert => Some("alert"),
    }
}
