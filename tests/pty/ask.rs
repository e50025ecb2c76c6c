//! Plain questions on a terminal: what is refused is asked again, and a doubtful number before the next question.

use super::harness::Session;

#[test]
fn a_refused_line_repeats_the_question_and_a_doubtful_number_waits_for_an_answer() {
    let home = tempfile::tempdir().unwrap();
    let mut poems = Session::poems(home.path(), &["ask", "--all"], "en_US.UTF-8");
    poems.see("1.1 Age").then("old\r", "\"old\" is no number.");
    poems.wait("the question again", |screen| screen.contents().matches("1.1 Age. Now: unknown.").count() == 2);
    poems.then("54\r", "1.2 Sex");
    poems.then("maybe\r", "\"maybe\" is no answer here.").then("1\r", "1.2 Sex: Male");
    poems.then("goto 6.2\r", "6.2 Total testosterone. Now: unknown.");
    poems.then("24.1\r", "CHECK: 24.1 ng/dL, or nmol/L?");
    poems.then("unit furlong\r", "\"furlong\" is not a unit").then("ok\r", "6.2 Total testosterone: 24.1 ng/dL");
    poems.then("\r", "6.3 ");
    poems.send("q\r");
    assert_eq!(poems.end(), 0);
    let saved = std::fs::read_to_string(home.path().join("data/poems/cases/case.json")).unwrap();
    assert!(saved.contains("\"confirmed\": true"), "{saved}");
}

#[test]
fn ask_opens_the_menu_from_which_a_case_is_answered_and_gone_on_with() {
    let home = tempfile::tempdir().unwrap();
    let mut poems = Session::poems(home.path(), &["ask"], "en_US.UTF-8");
    poems.see("Your cases: none yet.").then("54\r", "\"54\" is no answer here.").then("new\r", "1.1 Age");
    poems.then("54\r", "1.2 Sex").then("1\r", "1.3 ").then("menu\r", "1: case; 54 years; Male; 2 answers");
    poems.then("\r", "1.3 Time since first symptom. Now: unknown.").send("q\r");
    assert_eq!(poems.end(), 0);
    assert_eq!(poems.screen().contents().matches("\u{1b}").count(), 0);
}

#[test]
fn what_plain_questions_entered_is_taken_back_in_the_terminal_and_the_other_way_round() {
    let home = tempfile::tempdir().unwrap();
    let mut poems = Session::poems(home.path(), &["ask"], "en_US.UTF-8");
    poems.see("Your cases: none yet.").then("new\r", "1.1 Age").then("54\r", "1.2 Sex").then("1\r", "1.3 ").send("q\r");
    assert_eq!(poems.end(), 0);
    let mut terminal = Session::poems(home.path(), &["open", "case"], "en_US.UTF-8");
    terminal
        .see("2 of 50 key findings")
        .then("u", "Undone: Sex")
        .then("u", "Undone: Age")
        .then("u", "Nothing to undo.");
    terminal.then("\x12", "Done again: Age").see("saved").send("q");
    assert_eq!(terminal.end(), 0);
    let mut poems = Session::poems(home.path(), &["ask", "case"], "en_US.UTF-8");
    poems.see("Now: unknown.").then("redo\r", "Done again. Sex: Male").then("undo\r", "Taken back. Sex: unknown");
    poems.then("undo\r", "Taken back. Age: unknown").send("q\r");
    assert_eq!(poems.end(), 0);
}
