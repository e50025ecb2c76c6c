//! The keys: what is advertised works, what works is advertised, and the user's own.

use std::collections::BTreeSet;

use poems::case;
use poems::knowledge::Lang;
use poems::say::{Wording, markdown};
use poems::tui::action::{Action, Configured, Context, Group, Keymap, TABLE, manual, template};
use poems::tui::{Effect, Key, Message, Theme};
use proptest::prelude::*;

use super::app::{App, PACK};
use super::pictures::RICH;

/// Screens and what lies over them, each reached by keys from a case of which much is known.
const PLACES: [&str; 22] = [
    "",
    "gp",
    "gpy",
    "gpyu",
    "gs<down>",
    "gv<down>",
    "gm<down><down><down><down>",
    "gm<down><down><down><down><enter>",
    "/platelets<enter>",
    "/platelets<enter>e9",
    "/iga<enter>",
    "gs<tab><down><down>",
    "gr",
    "gr<down><down><right>",
    "gpi",
    "gri<down>",
    "S",
    "?",
    ":",
    ":exp",
    "M",
    "M2<down>",
];

fn rich(columns: u16, rows: u16, lang: Lang, keys: &str) -> App {
    let mut app = App::with(case::read("ward-8.json", RICH, &PACK).unwrap().case, columns, rows, lang);
    app.keys(keys);
    app
}

/// All that can be seen of the application, and what it asked for.
fn seen(app: &App) -> String {
    let (_, cursor) = app.picture(poems::tui::Theme::Default);
    format!("{}\n{cursor:?}\n{:?}\n{:?}\n{}", app.text(), app.effects, app.on_disk, app.notebook)
}

fn wording(lang: Lang) -> Wording<'static> {
    Wording::new(&PACK, lang)
}

// ------------------------------------------------------------------------------------------ advertised, and works

/// The hints on the last row of the screen: the action and its key.
fn hints(app: &App) -> Vec<(Action, Key)> {
    let (words, context) = (wording(app.model().common.lang), Context::of(app.model()));
    let row = format!("  {}  ", app.screen().last().unwrap());
    let keymap = &app.model().common.keys.keymap;
    let hinted = TABLE.iter().filter(|binding| binding.hinted.contains(&context));
    let hinted = hinted.filter_map(|binding| Some((binding.action, *keymap.keys(context, binding.action).first()?)));
    let shown = |(action, key): &(Action, Key)| {
        row.contains(&format!("  {} {}  ", key.name(words), words.say(&action.text(&PACK.interface).hint)))
    };
    hinted.filter(shown).collect()
}

#[test]
fn every_key_in_the_hint_row_does_something() {
    let mut pressed = BTreeSet::new();
    for (size, lang) in [((80, 24), Lang::En), ((120, 40), Lang::Zh)] {
        for place in PLACES {
            for (action, key) in hints(&rich(size.0, size.1, lang, place)) {
                let mut app = rich(size.0, size.1, lang, place);
                app.alter(|model| model.common.notice = None);
                let before = seen(&app);
                app.send(Message::Key(key));
                assert_ne!(seen(&app), before, "{action:?} by {key:?} after {place:?} in {lang:?}");
                pressed.insert(format!("{action:?}"));
            }
        }
    }
    assert!(pressed.len() > 25, "{pressed:?}");
}

#[test]
fn hints_are_whole_and_as_many_as_fit() {
    for lang in Lang::ALL {
        for columns in 50..200 {
            let app = rich(columns, 24, lang, "gs<down>");
            let row = app.screen().last().unwrap().clone();
            assert!(!row.contains(".."), "{row}");
            let words = wording(lang);
            let shown = hints(&app)
                .into_iter()
                .map(|(action, key)| format!("{} {}", key.name(words), words.say(&action.text(&PACK.interface).hint)));
            assert_eq!(shown.collect::<Vec<_>>().join("  "), row);
        }
    }
}

/// Keys that a keyboard has.
fn keyboard() -> Vec<Key> {
    let signs = (' '..='~').map(Key::Char);
    let letters = ('a'..='z').filter(|letter| !"him".contains(*letter)).map(Key::Ctrl);
    let named = [Key::Enter, Key::Esc, Key::Tab, Key::BackTab, Key::Up, Key::Down, Key::Left, Key::Right, Key::Home];
    let more = [Key::End, Key::PageUp, Key::PageDown, Key::Backspace, Key::Delete];
    signs.chain(letters).chain(named).chain(more).chain((1..=12).map(Key::F)).collect()
}

#[test]
fn a_key_that_is_not_in_the_table_does_nothing() {
    for place in PLACES {
        let app = rich(80, 24, Lang::En, place);
        let context = Context::of(app.model());
        if context.is_text() || matches!(context, Context::Goto | Context::Confirm | Context::ChangedUnderneath) {
            continue;
        }
        let before = seen(&app);
        let is_number = |key: Key| matches!(key, Key::Char('0'..='9' | '<' | '>' | '.'));
        let free = keyboard().into_iter().filter(|key| Keymap::default().find(context, *key).is_none());
        // A number is typed without a key to begin with; the help says so.
        let mut app = app;
        for key in free.filter(|key| !is_number(*key)) {
            app.send(Message::Key(key));
            assert_eq!(seen(&app), before, "{key:?} after {place:?}, which the help does not know");
        }
    }
}

#[test]
fn every_action_of_a_screen_stands_in_the_menu() {
    let screens = [Context::Home, Context::List, Context::Matches, Context::Outline, Context::Story, Context::Study];
    let listed: Vec<Action> = Group::ALL.into_iter().flat_map(|group| group.actions().to_vec()).collect();
    for binding in TABLE.iter().filter(|binding| screens.iter().any(|screen| binding.contexts.contains(screen))) {
        // A way out of what is open, keys for numbers that stand on the screen, and the menu itself are nothing to look for.
        if !matches!(binding.action, Action::Cancel | Action::Number | Action::Menu) {
            assert!(listed.contains(&binding.action), "{:?} has no group of the menu", binding.action);
        }
    }
    let once: BTreeSet<String> = listed.iter().map(|action| format!("{action:?}")).collect();
    assert_eq!(once.len(), listed.len(), "{listed:?}");
}

#[test]
fn every_action_has_the_initials_of_its_chinese_name() {
    for binding in TABLE {
        let (name, hint) = (binding.action.name(), &binding.action.text(&PACK.interface).hint.zh);
        let initials = PACK.interface.initials.get(name).unwrap_or_else(|| panic!("{name} has no initials"));
        assert!(initials.bytes().all(|letter| letter.is_ascii_lowercase()), "{name}: {initials}");
        // The language is called by the name of the other one.
        assert!(binding.action == Action::Language || hint.chars().count() == initials.len(), "{hint}: {initials}");
    }
    assert_eq!(PACK.interface.initials.len(), TABLE.len());
}

// ------------------------------------------------------------------------------------------- the list of commands

/// The name of the entry with the cursor, as it is first on its line.
fn pointed(app: &App) -> String {
    let screen = app.screen();
    let line = screen.iter().find(|line| line.contains("\u{2503}> ")).cloned().unwrap_or_default();
    line.split("\u{2503}> ").nth(1).unwrap_or_default().split("  ").next().unwrap_or_default().to_owned()
}

#[test]
fn a_command_is_found_by_a_word_its_key_or_its_pinyin() {
    let cases = [
        ("export", "export"),
        ("expo", "export"),
        ("exprot", "export"),
        ("summary", "export"),
        ("E", "export"),
        ("dc", "export"),
        ("\u{5bfc}\u{51fa}", "export"),
        ("redraw", "redraw"),
        ("ctrl-l", "redraw"),
        ("CTRL-L", "redraw"),
        ("ctrl-p", "up"),
        ("setting", "setting"),
        ("g r", "results"),
        ("results", "results"),
        ("fst", "first section"),
        ("f1", "help"),
        ("\u{ff1f}", "help"),
    ];
    for (typed, name) in cases {
        let app = rich(80, 24, Lang::En, &format!(":{typed}"));
        assert_eq!(pointed(&app), name, "{typed}\n{}", app.text());
    }
    let chinese = rich(80, 24, Lang::Zh, ":undo");
    assert_eq!(pointed(&chinese), "\u{64a4}\u{9500}", "{}", chinese.text());
}

#[test]
fn enter_does_the_command_on_the_screen_beneath() {
    let mut app = rich(80, 24, Lang::En, "gs<down>");
    let finding = app.model().finding().unwrap();
    app.keys(":mark the sign present<enter>");
    assert!(app.notice().contains("already") || app.case().known(finding).is_some(), "{}", app.text());
    app.keys(":results<enter>");
    assert!(app.text().contains(">1 verdicts<"), "{}", app.text());
    app.keys(":help<enter>");
    assert!(app.text().contains("In the result"), "{}", app.text());
    app.keys("<esc>:ctrl-z<enter>");
    assert_eq!(app.effects, [poems::tui::Effect::Suspend]);
}

#[test]
fn what_cannot_be_done_here_says_why_and_stays() {
    let mut app = App::new(80, 24, Lang::En);
    app.keys("gp:undo");
    assert!(app.text().contains("Not here") && app.text().contains("Nothing to undo."), "{}", app.text());
    app.keys("<enter>");
    assert_eq!(app.notice(), "undo: Nothing to undo.");
    assert_eq!(Context::of(app.model()), Context::Palette);
    app.keys("<ctrl-u>next unit");
    assert!(app.text().contains("While a value is typed."), "{}", app.text());
    app.keys("<ctrl-u>vegf");
    assert!(app.text().contains("No command is called \"vegf\". Findings are found with /."), "{}", app.text());
    app.keys("<enter><esc>");
    assert_eq!(Context::of(app.model()), Context::List);
}

#[test]
fn a_command_takes_what_it_needs() {
    let mut app = rich(80, 24, Lang::En, ":lang zh<enter>");
    assert_eq!(app.model().common.lang, Lang::Zh);
    app.keys(":lang zh<enter>");
    assert_eq!(app.model().common.lang, Lang::Zh, "it is what was asked for, not the other one");
    app.keys(":\u{8bed}\u{8a00} english<enter>");
    assert_eq!(app.model().common.lang, Lang::En);
    let before = app.chart().case.where_seen();
    let other = PACK.settings().iter().enumerate().find(|(at, _)| *at != before.index()).unwrap().1;
    app.keys(":setting ");
    app.send(Message::Paste(other.id.to_string()));
    app.keys("<enter>");
    assert_eq!(PACK.settings()[app.chart().case.where_seen().index()].id, other.id);
    app.keys("u");
    assert_eq!(app.chart().case.where_seen(), before);
    for (typed, theme) in
        [("theme light", Theme::Light), ("配色 高对比", Theme::HighContrast), ("colors no", Theme::Mono)]
    {
        app.keys(":").send(Message::Paste(typed.to_owned()));
        app.keys("<enter>");
        assert_eq!(app.model().common.look.theme, theme, "{typed}");
        assert_eq!(app.effects.last(), Some(&Effect::KeepTheme(theme.name())));
    }
    app.keys(":expo<tab>ward 8.md<enter>");
    let exported = app.effects.iter().find_map(|effect| match effect {
        Effect::Export { path, .. } => Some(path.as_str()),
        _ => None,
    });
    assert_eq!(exported, Some("ward 8.md"));
}

#[test]
fn the_list_is_gone_through_and_given_up() {
    let mut app = rich(80, 24, Lang::En, "gs<down>");
    let before = seen(&app);
    app.keys(":<down><down>");
    let third = pointed(&app);
    app.keys("<ctrl-n><ctrl-p>");
    assert_eq!(pointed(&app), third);
    app.keys("<pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn>");
    assert!(app.text().contains("In the list of commands."), "{}", app.text());
    app.keys("<esc>");
    assert_eq!(seen(&app), before);
}

// ------------------------------------------------------------------------------------------------------- the menu

#[test]
fn someone_who_never_used_a_terminal_exports_through_the_menu() {
    let mut app = rich(80, 24, Lang::En, "");
    app.send(Message::Key(Key::F(10)));
    assert!(app.text().contains(">1 Patient<"), "{}", app.text());
    assert_eq!(pointed(&app), "export");
    app.keys("<enter>");
    assert!(app.text().contains("Write to:"), "{}", app.text());
}

#[test]
fn the_menu_goes_round_by_arrows_and_digits() {
    let mut app = rich(80, 24, Lang::En, "M<right><right>");
    assert!(app.text().contains(">3 View<"), "{}", app.text());
    app.keys("<left><left><left>");
    assert!(app.text().contains(">6 Program<"), "{}", app.text());
    app.keys("2");
    assert!(app.text().contains(">2 Edit<"), "{}", app.text());
    app.keys("<down><down><esc>");
    assert_eq!(Context::of(app.model()), Context::List);
    let mut home = App::at_home(80, 24, Lang::Zh);
    home.keys("M");
    assert!(
        home.text().contains(">1 ") && !home.text().contains("\u{6b64}\u{5904}\u{6ca1}\u{6709}"),
        "{}",
        home.text()
    );
    home.keys("6<down><enter>");
    assert_eq!(Context::of(home.model()), Context::Palette, "{}", home.text());
}

// --------------------------------------------------------------------------------------------------------- the help

#[test]
fn the_help_is_sifted_by_a_word_or_a_key() {
    let mut app = rich(80, 24, Lang::En, "?");
    assert!(app.text().contains("/ shows only lines"), "{}", app.text());
    app.keys("/export");
    assert!(app.text().contains("Show only lines with: export"), "{}", app.text());
    assert!(app.text().contains("Export the summary, a letter") && !app.text().contains("Undo"), "{}", app.text());
    app.keys("<enter>");
    assert!(app.text().contains("Export the summary, a letter") && !app.text().contains("Undo"), "{}", app.text());
    app.keys("/<ctrl-u>ctrl-r");
    assert!(app.text().contains("Redo") && !app.text().contains("Export"), "{}", app.text());
    app.keys("<esc>");
    assert!(app.text().contains("In the checklist"), "{}", app.text());
}

// ------------------------------------------------------------------------------------------------ names of the keys

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        prop::sample::select(keyboard()),
        any::<char>()
            .prop_filter("a sign", |c| !c.is_control() && !c.is_whitespace())
            .prop_map(|c| Key::Char(c).half_width())
            // The arrows are called so in Chinese.
            .prop_filter("no key by name", |key| !"\u{4e0a}\u{4e0b}\u{5de6}\u{53f3} "
                .chars()
                .any(|c| *key == Key::Char(c))),
    ]
}

proptest! {
    #[test]
    fn the_name_of_a_key_means_that_key(key in any_key()) {
        for lang in Lang::ALL {
            let name = key.name(wording(lang));
            prop_assert_eq!(Key::named(&name, &PACK.interface), Some(key), "{}", name);
        }
    }

    #[test]
    fn whatever_the_file_says_there_are_keys_to_work_and_to_leave(text in config()) {
        let read = Configured::read("keys.conf", &text, &PACK.interface);
        for context in Context::ALL {
            let mut held = BTreeSet::new();
            for binding in TABLE.iter().filter(|binding| binding.contexts.contains(&context)) {
                for key in read.keymap.keys(context, binding.action) {
                    prop_assert!(held.insert(format!("{key:?}")), "{:?} twice in {:?}", key, context);
                    prop_assert!(!context.is_text() || !matches!(key, Key::Char(_)), "{:?} in {:?}", key, context);
                }
                let needed = [Action::Accept, Action::Cancel, Action::Perform, Action::Quit].contains(&binding.action);
                prop_assert!(!needed || !read.keymap.keys(context, binding.action).is_empty());
            }
        }
        for fault in &read.faults {
            prop_assert!(fault.place.is_some(), "{}", fault);
        }
    }
}

/// Files as someone in a hurry might write them.
fn config() -> impl Strategy<Value = String> {
    let word = |words: &[&str]| prop::sample::select(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    let place = word(&["everywhere", "checklist", "value", "palette", "question", "results", "nowhere", "#"]);
    let action = word(&["present", "quit", "cancel", "accept", "perform", "up", "help", "unbind", "presnt"]);
    let key = word(&["y", "ctrl-c", "esc", "enter", "none", "1-9", "F2", "\u{7a7a}\u{683c}", "ctrl-q", "Q", "bogus"]);
    let line = (place, action, prop::collection::vec(key, 0..4));
    let line = line.prop_map(|(place, action, keys)| format!("{place} {action} {}\n", keys.join(" ")));
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

// ------------------------------------------------------------------------------------------------ keys of one's own

fn read(text: &str) -> Configured {
    Configured::read("keys.conf", text, &PACK.interface)
}

/// The application with keys of one's own.
fn with_keys(text: &str) -> App {
    let mut app = rich(80, 24, Lang::En, "gs<down>");
    app.alter(|model| model.take_keys(read(text)));
    app
}

#[test]
fn own_keys_work_and_are_shown_everywhere() {
    let mut app = with_keys("# mine\nchecklist present + j\nchecklist down down\neverywhere help F2\n");
    assert!(read("checklist present + j\nchecklist down down\n").faults.is_empty());
    assert!(app.screen().last().unwrap().contains("+ yes"), "{}", app.text());
    assert!(app.screen()[0].contains("F2 help"), "{}", app.text());
    let finding = app.model().finding().unwrap();
    app.keys("y");
    assert_eq!(app.model().finding(), Some(finding), "y does nothing any more");
    app.keys("j");
    assert!(app.case().known(finding).is_some() || app.notice().contains("present"), "{}", app.text());
    app.send(Message::Key(Key::F(2)));
    app.keys("/mark the sign present<enter>");
    assert!(app.text().contains("+ j"), "{}", app.text());
    app.keys("<esc>:mark the sign present");
    assert!(app.text().contains("+  j"), "{}", app.text());
}

#[test]
fn what_is_said_of_one_place_counts_more_than_what_is_said_of_all() {
    for text in ["everywhere up i\nchecklist up w\n", "checklist up w\neverywhere up i\n"] {
        let read = read(text);
        assert_eq!(read.keymap.keys(Context::List, Action::Up), [Key::Char('w')], "{:?}", read.faults);
        assert_eq!(read.keymap.keys(Context::Home, Action::Up), [Key::Char('i')]);
    }
}

#[test]
fn every_fault_of_a_file_of_keys_is_named_with_its_line_and_the_rest_counts() {
    let cases = [
        ("checklst present z", "keys.conf:2:1: there is no place \"checklst\"; expected everywhere, checklist,"),
        ("checklst present z", "did you mean \"checklist\"?"),
        (
            "checklist presnt z",
            "keys.conf:2:11: there is no action \"presnt\"; expected an action as \"poems keys\" lists them; did you mean \"present\"?",
        ),
        (
            "checklist present entr",
            "keys.conf:2:19: there is no key \"entr\"; expected one character, ctrl- and a letter, F1 to F12, or a key by its name, such as enter or pgup; did you mean \"enter\"?",
        ),
        ("checklist present F13", "there is no key \"F13\""),
        ("checklist present ctrl-1", "there is no key \"ctrl-1\""),
        (
            "checklist",
            "keys.conf:2:1: the line breaks off here; expected where, what, and keys or \"none\": checklist present y",
        ),
        ("checklist present", "the line breaks off here"),
        ("results present z", "keys.conf:2:9: \"present\" does nothing in \"results\"; expected checklist, matches"),
        ("value accept a", "keys.conf:2:14: \"a\" is text in \"value\"; expected a key that types nothing"),
        (
            "checklist absent F5",
            "keys.conf:2:18: \"F5\" is already \"note\" in \"checklist\"; expected another key, or another one for that",
        ),
        (
            "checklist note F6",
            "keys.conf:2:11: the keys of \"note\" in \"checklist\" a second time; expected all its keys in one line",
        ),
        (
            "checklist unbind F9",
            "keys.conf:2:18: \"F9\" does nothing in \"checklist\"; expected a key that does something there",
        ),
        (
            "everywhere quit none",
            "keys.conf:2:1: \"quit\" would have no key left in \"checklist\"; expected a way on and a way out everywhere",
        ),
        ("value unbind esc", "\"cancel\" would have no key left in \"value\""),
        ("palette perform none", "\"perform\" would have no key left in \"palette\""),
        (
            "checklist absent y",
            "keys.conf:2:18: warning: \"present\" has no key left in \"checklist\"; expected another key for it, or the line: checklist present none",
        ),
    ];
    for (line, message) in cases {
        let read = read(&format!("checklist note F5\n{line}\nhome down F7\n"));
        let faults: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
        assert!(faults.len() == 1 && faults[0].contains(message), "{line}: {faults:?}\nnot {message}");
        assert_eq!(read.keymap.keys(Context::List, Action::Note), [Key::F(5)], "{line}");
        assert_eq!(read.keymap.keys(Context::Home, Action::Down), [Key::F(7)], "{line}");
    }
}

#[test]
fn a_swap_of_keys_and_a_key_taken_away_are_no_faults() {
    let swap = read("checklist present n\nchecklist absent y\n");
    assert!(swap.faults.is_empty(), "{:?}", swap.faults);
    assert_eq!(swap.keymap.find(Context::List, Key::Char('n')), Some(Action::Present));
    let gone = read("checklist unbind ctrl-p k\nchecklist cycle none\n");
    assert!(gone.faults.is_empty(), "{:?}", gone.faults);
    assert_eq!(gone.keymap.keys(Context::List, Action::Up), [Key::Up]);
    assert_eq!(gone.keymap.find(Context::List, Key::Char(' ')), None);
    // Where the row of digits cannot be reached, other keys choose in the same order.
    let french = read("study number & \u{e9} \"\n");
    assert_eq!(french.keymap.place(Context::Study, Action::Number, Key::Char('\u{e9}')), Some(1));
}

#[test]
fn what_is_wrong_is_said_at_the_start_and_in_the_help() {
    let mut app = with_keys("checklist presnt z\nchecklist note\n");
    assert!(app.notice().contains("2 to look at") && app.notice().contains("keys.conf:1:11"), "{}", app.notice());
    app.keys("?");
    assert!(
        app.text().contains("To look at in your file of keys") && app.text().contains("keys.conf:2:1"),
        "{}",
        app.text()
    );
}

#[test]
fn the_template_changes_nothing_with_or_without_its_signs() {
    for lang in Lang::ALL {
        let text = template(&Keymap::default(), wording(lang));
        assert!(read(&text).faults.is_empty() && read(&text).keymap == Keymap::default());
        let lines = text.lines().filter_map(|line| line.strip_prefix("# "));
        let places = |line: &&str| Context::ALL.iter().any(|context| line.starts_with(&format!("{} ", context.name())));
        let taken: String = lines.filter(places).map(|line| format!("{line}\n")).collect();
        assert!(taken.lines().count() > 150, "{taken}");
        let read = read(&taken);
        assert!(read.faults.is_empty(), "{:?}", read.faults);
        for context in Context::ALL {
            for binding in TABLE.iter().filter(|binding| binding.contexts.contains(&context)) {
                assert_eq!(read.keymap.keys(context, binding.action), binding.keys, "{context:?} {:?}", binding.action);
            }
        }
    }
}

#[test]
fn the_book_of_keys_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    let fresh = markdown(&manual(&Keymap::default(), wording(Lang::En)));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, fresh, "poems keys --format markdown > docs/keys.md");
}

#[test]
fn leaving_goes_by_ones_own_key() {
    let mut app = with_keys("checklist leave F4\n");
    app.keys("q");
    // Also where there is too little room to show anything.
    app.send(Message::Resize { columns: 30, rows: 8 });
    app.keys("q");
    assert!(app.effects.is_empty() && app.text().contains("F4 leaves"), "{}", app.text());
    app.send(Message::Key(Key::F(4)));
    assert_eq!(app.effects, [poems::tui::Effect::Quit]);
}
