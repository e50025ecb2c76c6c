//! Plain questions on a terminal: what is refused is asked again, and a doubtful number before the next question.

use super::harness::Session;

#[test]
fn a_refused_line_repeats_the_question_and_a_doubtful_number_waits_for_an_answer() {
    let home = tempfile::tempdir().unwrap();
    let mut poems = Session::poems(home.path(), &["ask", "--all"], "en_US.UTF-8");
    poems.see("1.1 Age").then("old\r", "\"old\" is no number.").then("54\r", "1.2 Sex");
    poems.then("maybe\r", "\"maybe\" is no answer here.").then("1\r", "1.2 Sex: Male");
    poems.then("goto 4.18\r", "4.18 Total testosterone. Now: unknown.");
    poems.then("24.1\r", "CHECK: 24.1 ng/dL, or nmol/L?");
    poems.then("unit furlong\r", "\"furlong\" is not a unit").then("ok\r", "4.18 Total testosterone: 24.1 ng/dL");
    poems.then("\r", "4.19 ");
    poems.send("q\r");
    assert_eq!(poems.end(), 0);
    let saved = std::fs::read_to_string(home.path().join("data/poems/cases/case.json")).unwrap();
    assert!(saved.contains("\"confirmed\": true"), "{saved}");
}
