//! Writing something of a case to a file: what it is, where it goes, and how it will read.

use std::path::PathBuf;

use crate::report::{self, Content, Format};
use crate::say::Style;
use crate::tui::action::{Action, Context};
use crate::tui::model::chart::{Chart, Whereabouts};
use crate::tui::model::export::{Export, Form, ending};
use crate::tui::model::field::Field;
use crate::tui::model::{Common, Effect, Mode};

/// Shows the summary as it will be written, and asks where to.
pub(super) fn ask(chart: &Chart, common: &mut Common) {
    let field = Field::new(&proposed(chart, Form::FIRST, None));
    common.mode = Mode::Export(Export { form: Form::FIRST, field, top: 0 });
}

/// The name that is proposed for the file.
fn proposed(chart: &Chart, form: Form, ending: Option<&str>) -> String {
    let case = chart.disk.at.as_ref().map_or_else(|| "case".to_owned(), Whereabouts::name);
    let usual = form.endings().first().copied().unwrap_or_default();
    form.file(&case, ending.filter(|ending| form.endings().contains(ending)).unwrap_or(usual))
}

/// Another form, another type of file, or another part of the preview.
pub(super) fn act(chart: &Chart, common: &mut Common, action: Action, page: usize) {
    let forms = Form::all(common.knowledge);
    let Mode::Export(export) = &mut common.mode else { return };
    common.notice = None;
    match action {
        Action::NextForm => turn(chart, export, &forms, 1),
        Action::PreviousForm => turn(chart, export, &forms, -1),
        Action::NextType => next_type(export),
        Action::ScrollUp => export.top = export.top.saturating_sub(page),
        Action::ScrollDown => export.top += page,
        _ => {}
    }
}

/// A name that nobody has changed follows what is written.
fn turn(chart: &Chart, export: &mut Export, forms: &[Form], step: isize) {
    let at = forms.iter().position(|form| *form == export.form).unwrap_or(0) as isize;
    let Some(form) = forms.get((at + step).rem_euclid(forms.len().max(1) as isize) as usize) else { return };
    let ending = ending(export.field.text());
    let is_proposed = export.field.text() == proposed(chart, export.form, ending.as_deref());
    (export.form, export.top) = (*form, 0);
    if is_proposed {
        export.field = Field::new(&proposed(chart, *form, ending.as_deref()));
    }
}

fn next_type(export: &mut Export) {
    let endings = export.form.endings();
    let ending = ending(export.field.text());
    let at = endings.iter().position(|known| Some(*known) == ending.as_deref());
    if let Some(next) = endings.get(at.map_or(0, |at| (at + 1) % endings.len())) {
        let name = PathBuf::from(export.field.text()).with_extension(next);
        export.field = Field::new(&name.to_string_lossy());
    }
}

/// Enter: it is written.
pub(super) fn accept(chart: &Chart, common: &mut Common, export: Export) {
    match export.field.text().trim() {
        "" => common.mode = Mode::Export(export),
        path => write(chart, common, export.form, path.to_owned(), false),
    }
}

/// Writes it to a file whose ending says the type.
pub(super) fn write(chart: &Chart, common: &mut Common, form: Form, path: String, replace: bool) {
    let text = form.text(&common.view(chart), &path);
    common.effects.push(Effect::Export { path, text, form, replace });
}

/// It could not be written there: another name is asked for.
pub(super) fn ask_again(common: &mut Common, form: Form, path: &str) {
    common.mode = Mode::Export(Export { form, field: Field::new(path), top: 0 });
}

/// Gives the summary to the clipboard. Whether the terminal takes it cannot be known, and so is not claimed.
pub(super) fn copy(chart: &Chart, common: &mut Common) {
    let text = report::write(&common.view(chart), Content::Page, Format::Text(Style::Plain));
    let lines = text.lines().count();
    common.notice = Some(common.both(|words| {
        words.words().terminal.clipped(words.lang, lines, common.key(Context::Outline, Action::Export, words))
    }));
    common.effects.push(Effect::Copy(text));
}
