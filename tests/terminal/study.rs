//! Learning on the screen: lessons to their end, the quiz on every case, cards, sets side by side.

use poems::case::{AnswerValue, teaching_cases};
use poems::knowledge::Lang;
use poems::teach::cards::Stock;
use poems::teach::lesson::Answers;
use poems::teach::quiz::{Stage, Step, VERDICTS, Worth};
use poems::teach::{Grade, lessons};
use poems::tui::Message;
use poems::tui::action::Context;
use poems::tui::model::Screen;
use poems::tui::study::{Entry, Goal, LessonPlace, StudyPage};
use unicode_width::UnicodeWidthStr;

use super::app::{App, NOW, PACK, finding};
use super::pictures::picture;

/// A learner who sits down for something.
fn learner(goal: Goal, columns: u16, rows: u16, lang: Lang) -> App {
    let mut app = App::at_home(columns, rows, lang);
    app.send(Message::Notebook { goal, read: Ok(Default::default()), now: NOW });
    app
}

fn page(app: &App) -> &StudyPage {
    &app.study().page
}

/// Marks a finding on the checklist with the keys a learner has.
fn mark(app: &mut App, id: &str, value: AnswerValue) {
    app.find(id);
    answer(app, id, value);
}

/// Answers the finding that has the cursor.
fn answer(app: &mut App, id: &str, value: AnswerValue) {
    match value {
        AnswerValue::Present => drop(app.keys("y")),
        AnswerValue::Absent => drop(app.keys("n")),
        AnswerValue::Option(option) => drop(app.keys(&format!("e{}<enter>", "<down>".repeat(option.index())))),
        AnswerValue::Quantity(quantity) => {
            let measure = PACK.finding(finding(id)).measure().unwrap();
            let comparator = quantity.comparator.map_or("", |comparator| comparator.symbol());
            app.keys("e");
            app.send(Message::Paste(format!("{comparator}{} {}", quantity.value, measure.units[quantity.unit].id)));
            app.keys("<enter>");
        }
        other => panic!("{other:?} is no coded answer"),
    }
}

#[test]
fn one_who_knows_plays_every_case_to_the_end_in_both_languages() {
    for lang in Lang::ALL {
        let mut app = learner(Goal::Quiz { count: 56, seed: Some(1) }, 80, 24, lang);
        let mut played = 0;
        while !matches!(page(&app), StudyPage::Summary) {
            let quiz = app.study().quiz.as_ref().unwrap();
            let round = quiz.round().unwrap();
            if app.model().chart().is_some() {
                let stated = round.exercise.stated.clone();
                for stated in stated {
                    mark(&mut app, &PACK.finding(stated.finding).id, stated.value);
                }
                app.keys("d");
                played += 1;
                continue;
            }
            let choice = match quiz.step() {
                Step::Verdict(set) => VERDICTS.iter().position(|verdict| *verdict == round.expected(set)).unwrap(),
                Step::Next => round.asked.next.iter().position(|(_, worth)| *worth == Worth::Best).unwrap(),
                Step::Item => round.asked.item.as_ref().unwrap().right,
                Step::Feedback => {
                    assert_eq!(round.score(), 1.0, "{}", quiz.case(round).id);
                    Grade::Easy as usize
                }
                _ => 0,
            };
            let (step, id) = (quiz.step(), quiz.case(round).id.clone());
            let fits = step == Step::Feedback || app.model().chart().is_some() || !app.text().contains(" / ");
            assert!(fits, "{id}, {step:?}: {}", app.text());
            app.keys(&(choice + 1).to_string());
        }
        assert_eq!((played, app.notebook.lines().count()), (56, 56));
        assert!(app.text().contains("100%"), "{}", app.text());
        assert_eq!(app.on_disk, None, "nobody's case is saved");
        let results = app.table();
        assert_eq!(results.lines().count(), 57);
        assert!(results.lines().skip(1).all(|line| line.ends_with(",easy,100")), "{results}");
    }
}

#[test]
fn one_who_marks_nothing_and_takes_the_middle_of_everything_scores_below_a_quarter_in_both_languages() {
    for lang in Lang::ALL {
        let mut app = learner(Goal::Quiz { count: 56, seed: Some(1) }, 80, 24, lang);
        while !matches!(page(&app), StudyPage::Summary) {
            let quiz = app.study().quiz.as_ref().unwrap();
            let choice = match quiz.step() {
                Step::Feedback => Grade::Good as usize,
                _ => quiz.choices() / 2,
            };
            let is_marked = app.model().chart().is_none();
            app.keys(&if is_marked { (choice + 1).to_string() } else { "d".to_owned() });
        }
        let scores = app.results.iter().map(|row| f64::from(row.score_percent));
        let mean = scores.clone().sum::<f64>() / scores.count() as f64;
        assert!(app.results.len() == 56 && mean < 25.0, "{mean}");
    }
}

#[test]
fn a_grade_that_could_not_be_written_was_not_given_and_takes_nothing_older_back() {
    let mut app = learner(Goal::Quiz { count: 2, seed: Some(3) }, 80, 24, Lang::En);
    app.keys("d");
    give_up(&mut app, |_| {});
    app.keys("3d");
    let (notebook, results) = (app.notebook.clone(), app.results.clone());
    assert_eq!((notebook.lines().count(), results.len()), (1, 1));
    give_up(&mut app, |_| {});
    app.is_full = true;
    app.keys("3");
    assert!(app.notice().contains("the disk is full"), "{}", app.notice());
    let quiz = app.study().quiz.as_ref().unwrap();
    assert_eq!((quiz.step(), quiz.outcomes().len()), (Step::Feedback, 1), "it is asked for again");
    app.keys("u");
    assert_eq!((&app.notebook, &app.results), (&notebook, &results));
    app.is_full = false;
    while app.study().quiz.as_ref().unwrap().step() != Step::Feedback {
        app.keys("1");
    }
    app.keys("3");
    assert_eq!((app.notebook.lines().count(), app.results.len()), (2, 2));
    app.is_full = true;
    app.keys("u");
    let quiz = app.study().quiz.as_ref().unwrap();
    assert!(
        app.notice().contains("the disk is full") && quiz.outcomes().len() == 2,
        "what cannot be taken back stands"
    );
    assert_eq!((app.notebook.lines().count(), app.results.len()), (2, 2));
    app.is_full = false;
    app.is_table_full = true;
    app.keys("u");
    assert!(app.notice().contains("results.csv: the disk is full"), "{}", app.notice());
    assert!(app.notice().contains("The grade is kept"), "{}", app.notice());

    let mut app = learner(Goal::Cards { topic: None, count: 2, seed: Some(1) }, 80, 24, Lang::En);
    app.is_full = true;
    app.keys("13");
    assert!(app.notice().contains("the disk is full") && app.text().contains("2 left"), "{}", app.text());
    app.is_full = false;
    app.keys("3");
    app.is_full = true;
    app.keys("u");
    assert!(app.notice().contains("the disk is full") && app.text().contains("1 left"), "{}", app.text());
    app.is_full = false;
    app.keys("u");
    assert!(app.text().contains("2 left") && app.notebook.lines().count() == 2, "{}", app.text());
}

#[test]
fn the_last_card_too_can_be_graded_anew_and_a_key_beyond_the_grades_does_nothing() {
    let mut app = learner(Goal::Cards { topic: None, count: 1, seed: Some(1) }, 80, 24, Lang::En);
    assert!(!app.screen().last().unwrap().contains("u undo"), "{}", app.text());
    app.keys("17<enter>");
    assert!(app.text().contains("1 recalled: 0 again, 0 hard, 1 good, 0 easy."), "{}", app.text());
    app.keys("u");
    assert!(app.text().contains("1 left"), "{}", app.text());
    assert!(app.notice().contains("taken back"), "{}", app.notice());
    app.keys("4");
    assert_eq!(app.notice(), "", "what was said of the key before is no longer news");
    app.keys("<enter>");
    assert!(matches!(app.study().page, StudyPage::Menu) && app.notebook.lines().count() == 3, "{}", app.notebook);
}

#[test]
fn a_text_that_was_put_aside_keeps_its_marks_while_a_lesson_asks_about_another() {
    let mut app = learner(Goal::Quiz { count: 1, seed: Some(3) }, 80, 24, Lang::En);
    mark(&mut app, "papilledema", AnswerValue::Present);
    app.keys("q");
    app.send(Message::Notebook { goal: Goal::Lesson("bone".to_owned()), read: Ok(Default::default()), now: NOW });
    while app.model().chart().is_none() {
        // Also an answer to the question of understanding.
        app.keys("1<enter>");
    }
    mark(&mut app, "sclerotic_bone_lesion", AnswerValue::Present);
    app.keys("q<esc>");
    app.send(Message::Notebook { goal: Goal::Menu, read: Ok(Default::default()), now: NOW });
    app.keys("<home><enter>");
    let answers = app.model().chart().unwrap().case.answered();
    let papilledema = app.model().chart().unwrap().case.known(finding("papilledema")).copied();
    assert_eq!((papilledema, answers), (Some(AnswerValue::Present), 3), "age, sex and the mark: {}", app.text());
}

/// Takes the first of everything, up to the feedback; what is looked at is on the screen before each choice.
fn give_up(app: &mut App, mut look: impl FnMut(&App)) {
    while app.study().quiz.as_ref().unwrap().step() != Step::Feedback {
        look(app);
        app.keys("1");
    }
}

#[test]
fn any_percentage_may_be_typed_and_what_is_none_is_said_and_may_be_mended() {
    for (lang, refused) in [(Lang::En, "is no percentage"), (Lang::Zh, "不是百分数")] {
        let mut app = learner(Goal::Quiz { count: 1, seed: Some(3) }, 80, 24, lang);
        // Below those that are offered.
        app.keys("d5130<enter>");
        assert!(app.text().contains(refused), "{}", app.text());
        app.keys("<back><enter>");
        let believed = |app: &App| app.study().quiz.as_ref().unwrap().round().unwrap().believed(Stage::Text);
        assert_eq!(believed(&app).map(|percent| percent.whole()), Some(13));
        app.keys("u");
        assert_eq!(believed(&app), None);
        // To leave the line is no answer.
        app.keys("5<esc>");
        assert_eq!(app.study().quiz.as_ref().unwrap().step(), Step::Probability(Stage::Text));
    }
}

#[test]
fn one_who_takes_silence_for_a_no_is_told_so() {
    for (lang, told) in [(Lang::En, "the text does not speak of it"), (Lang::Zh, "文中未提及")] {
        let mut app = learner(Goal::Quiz { count: 1, seed: Some(3) }, 120, 40, lang);
        mark(&mut app, "papilledema", AnswerValue::Absent);
        app.keys("d");
        give_up(&mut app, |app| assert!(!app.text().contains(told), "not before the learner has committed"));
        let mut all = String::new();
        for _ in 0..6 {
            all.push_str(&app.text());
            app.keys("<pgdn>");
        }
        assert!(all.contains(told), "{all}");
    }
}

#[test]
fn nothing_is_given_away_before_the_learner_has_answered() {
    let cases = teaching_cases(&PACK).unwrap();
    for seed in 0..56 {
        let mut app = learner(Goal::Quiz { count: 1, seed: Some(seed) }, 120, 40, Lang::En);
        let quiz = app.study().quiz.as_ref().unwrap();
        let case = cases.iter().find(|case| case.id == quiz.case(quiz.round().unwrap()).id).unwrap();
        app.keys("y");
        assert!(!app.notice().contains("undetermined"), "{}", app.notice());
        let mut seen = app.text();
        app.keys("d");
        give_up(&mut app, |app| seen.push_str(&app.text()));
        assert!(!seen.contains("The fit of this program"), "{}", case.id);
        let diagnosis = &case.truth.diagnosis.en;
        let authors = case.citation.authors.as_deref().unwrap_or("no authors");
        assert!(!seen.contains(&case.id) && !seen.contains(authors), "{}", case.id);
        // The disease of the sets is named in what is asked, whatever the patient has.
        let is_asked_about = case.truth.disease.as_deref() == PACK.leading_disease();
        assert!(is_asked_about || !seen.contains(diagnosis.as_str()), "{}", case.id);
    }
}

#[test]
fn every_lesson_is_read_to_its_end_and_answered_right_in_both_languages() {
    let cases = teaching_cases(&PACK).unwrap();
    let all = lessons(&PACK, &cases).unwrap();
    for lang in Lang::ALL {
        let mut app = learner(Goal::Menu, 80, 24, lang);
        for (at, lesson) in all.iter().enumerate() {
            let study = app.tui.model.study_mut().unwrap().0;
            study.cursor = study.entries().iter().position(|entry| *entry == Entry::Lesson(at)).unwrap();
            app.send(Message::Resize { columns: 80, rows: 24 });
            app.keys("<enter>");
            let mut presses = 0;
            while app.model().chart().is_none() {
                for line in app.screen() {
                    assert!(line.width() <= 80, "{line}");
                }
                let StudyPage::Lesson { place, .. } = page(&app).clone() else { panic!("no page of {}", lesson.id) };
                let asks_for_a_number = lesson
                    .understanding
                    .as_ref()
                    .is_some_and(|understanding| matches!(understanding.answers, Answers::Percent { .. }));
                match place {
                    LessonPlace::Understanding if asks_for_a_number => app.keys("<enter>43<enter>"),
                    LessonPlace::Understanding => app.keys("1"),
                    _ => app.keys("<enter>"),
                };
                presses += 1;
                assert!(presses < 40, "{} has no end", lesson.id);
            }
            // A page that did not fit would take another key to be read.
            assert_eq!(presses, lesson.screens.len() + 2, "{} in {lang:?}", lesson.id);
            let StudyPage::Lesson { place: LessonPlace::Question { exercise, .. }, .. } = page(&app).clone() else {
                panic!("{} asks nothing", lesson.id)
            };
            for asked in lesson.question.asked(&exercise) {
                if let Some(stated) = exercise.stated.iter().find(|stated| stated.finding == asked) {
                    app.keys("<home>");
                    while app.model().finding() != Some(asked) {
                        app.keys("<down>");
                    }
                    answer(&mut app, &PACK.finding(asked).id, stated.value);
                }
            }
            app.keys("/gp");
            assert!(app.model().finding().is_some(), "the question leads nowhere else");
            app.keys("d");
            let StudyPage::Lesson { place: LessonPlace::Marked { items, .. }, .. } = page(&app) else {
                panic!("{} is not marked", lesson.id)
            };
            let right = items.iter().filter(|item| item.judgment == poems::teach::Judgment::Right).count();
            assert_eq!(right, items.len(), "{}", lesson.id);
            app.keys("q");
        }
        assert_eq!(app.notebook.lines().count(), all.len());
        assert!(app.study().progress.has_finished("vegf"));
    }
}

#[test]
fn a_lesson_that_is_left_goes_on_where_it_was_left() {
    let mut app = learner(Goal::Menu, 80, 24, Lang::En);
    let study = app.tui.model.study_mut().unwrap().0;
    let vegf = study.lessons.iter().position(|lesson| lesson.id == "vegf").unwrap();
    study.cursor = study.entries().iter().position(|entry| *entry == Entry::Lesson(vegf)).unwrap();
    app.send(Message::Resize { columns: 80, rows: 24 });
    app.keys("<enter><enter><enter>");
    for (on, at) in
        [("", "(3 of 4)"), ("<enter>", "(4 of 4)"), ("<back>", "(3 of 4)"), ("<enter><enter>", "A question first")]
    {
        app.keys(on);
        assert!(app.text().contains(at), "{at}\n{}", app.text());
        let left = app.text();
        app.keys("<esc>");
        assert!(matches!(page(&app), StudyPage::Menu));
        app.keys("<enter>");
        assert_eq!(app.text(), left);
    }
    // What was marked is still there as well.
    app.keys("2<enter>yq<esc><enter><enter>");
    let marked = app.model().chart().unwrap();
    assert_eq!(marked.case.answers().filter(|(_, answer)| answer.value == AnswerValue::Present).count(), 1);
    // Another lesson begins at its beginning; one that was read to its end does too.
    app.keys("q<esc><down><down><enter>");
    assert!(app.text().contains("(1 of "), "{}", app.text());
    app.keys("<esc><up><enter>");
    while app.model().chart().is_none() {
        app.keys("<enter>");
    }
    app.keys("d");
    while !matches!(page(&app), StudyPage::Menu) {
        app.keys("<enter>");
    }
    app.keys("<up><enter>");
    assert!(app.text().contains("(1 of 4)"), "{}", app.text());
}

#[test]
fn the_keys_for_back_and_on_are_shown_in_a_lesson() {
    for (lang, keys) in [(Lang::En, ["enter on", "backspace back"]), (Lang::Zh, ["回车 继续", "退格 返回"])] {
        let app = learner(Goal::Lesson("vegf".to_owned()), 80, 24, lang);
        let row = app.screen().last().unwrap().clone();
        assert!(keys.iter().all(|key| row.contains(key)), "{row}");
    }
}

#[test]
fn a_percentage_is_typed_and_one_that_is_none_can_be_mended() {
    let mut app = learner(Goal::Lesson("likelihood".to_owned()), 80, 24, Lang::En);
    while !app.text().contains("Type the percentage") {
        app.keys("<enter>");
    }
    app.keys("<enter>430<enter>");
    assert!(app.text().contains("\"430\" is no percentage"), "{}", app.text());
    app.keys("<back><enter>");
    assert!(app.text().contains("Right.") && app.text().contains("73 to 97"), "{}", app.text());
}

#[test]
fn a_hint_says_where_to_look_then_the_rule_then_the_answer() {
    let mut app = learner(Goal::Lesson("vegf".to_owned()), 80, 24, Lang::En);
    while app.model().chart().is_none() {
        app.keys("<enter>");
    }
    let lesson = app.study().lessons.iter().find(|lesson| lesson.id == "vegf").unwrap().clone();
    let flat = |app: &App| app.text().replace(['\n', '\u{2503}'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for hint in &lesson.question.hints {
        app.keys("H");
        let start: String = hint.en.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
        assert!(flat(&app).contains(&start), "{start}\n{}", app.text());
        app.keys("q");
    }
    app.keys("H");
    assert!(flat(&app).contains("present"), "{}", app.text());
}

#[test]
fn the_patient_on_the_screen_is_as_before_after_a_lesson_about_a_finding() {
    let mut app = App::new(80, 24, Lang::En);
    app.find("papilledema").keys("n");
    let before = app.case().to_text(&PACK);
    app.keys("t");
    assert!(matches!(app.model().screen, Screen::Study(_)));
    while app.model().chart().is_none() {
        app.keys("<enter>");
    }
    assert!(app.chart().task.is_some());
    let effects = app.effects.len();
    app.keys("yEsSw");
    assert_eq!(app.effects.len(), effects, "what is marked in a lesson cannot be exported");
    assert_eq!(Context::of(app.model()), Context::List);
    app.keys("qq");
    assert!(app.model().chart().is_some() && app.chart().task.is_none());
    assert_eq!(app.case().to_text(&PACK), before);
    app.find("ascites").keys("y");
    assert!(app.on_disk.as_ref().unwrap().contains("ascites"));
}

#[test]
fn a_text_left_in_the_middle_is_gone_on_with_and_every_step_can_be_taken_back() {
    let mut app = learner(Goal::Quiz { count: 2, seed: Some(3) }, 80, 24, Lang::En);
    mark(&mut app, "ascites", AnswerValue::Present);
    app.keys("q");
    assert!(matches!(page(&app), StudyPage::Menu));
    app.keys("<enter>");
    assert_eq!(app.case().known(finding("ascites")), Some(&AnswerValue::Present));
    app.keys("d1u");
    assert_eq!(app.study().quiz.as_ref().unwrap().step(), Step::Probability(Stage::Text), "back at the probability");
    app.keys("u");
    assert_eq!(app.case().known(finding("ascites")), Some(&AnswerValue::Present), "and at the marks");
    app.keys("d");
    give_up(&mut app, |_| ());
    app.keys("1");
    assert_eq!(app.notebook.lines().count(), 1);
    app.keys("u");
    assert_eq!(app.notebook.lines().count(), 2, "a grade that is taken back is a line of its own");
    assert!(app.study().quiz.as_ref().unwrap().outcomes().is_empty());
}

#[test]
fn cards_are_turned_graded_and_taken_back_in_either_language() {
    let mut app = learner(Goal::Cards { topic: None, count: 3, seed: Some(1) }, 80, 24, Lang::En);
    let front = app.text();
    app.keys("<enter>");
    assert_ne!(app.text(), front);
    app.keys("L");
    assert!(app.text().contains("知识卡片"), "{}", app.text());
    app.keys("L1");
    assert!(app.text().contains("3 left"), "a card that was forgotten comes back: {}", app.text());
    app.keys("u");
    assert_eq!(app.notebook.lines().count(), 2);
    app.keys("3<enter>3<enter>4<enter>");
    assert!(matches!(page(&app), StudyPage::Menu));
    assert_eq!(app.notebook.lines().count(), 5);
}

#[test]
fn cards_about_one_thing_are_dealt_alone() {
    let (topic, cards) = ("castleman_disease", Stock::read(&PACK).unwrap().cards(&PACK, Lang::En));
    let about = cards.iter().filter(|card| card.is_about(topic)).count();
    let goal = Goal::Cards { topic: Some(topic.to_owned()), count: cards.len(), seed: Some(1) };
    let app = learner(goal, 80, 24, Lang::En);
    assert!((3..cards.len()).contains(&about) && app.text().contains(&format!("{about} left")), "{}", app.text());
}

#[test]
fn two_sets_are_chosen_and_shown_side_by_side() {
    let mut app = learner(Goal::Menu, 80, 24, Lang::En);
    let study = app.tui.model.study_mut().unwrap().0;
    study.cursor = study.entries().iter().position(|entry| *entry == Entry::Compare).unwrap();
    app.keys("<enter><enter><enter>");
    assert!(matches!(page(&app), StudyPage::CompareSecond(_)), "a set is not compared with itself");
    app.keys("<down><enter>");
    let english = app.text();
    app.keys("L");
    assert!(matches!(page(&app), StudyPage::Compared(_)));
    assert_ne!(english, app.text());
    app.keys("qqq");
    assert!(matches!(app.model().screen, Screen::Home));
}

#[test]
fn the_screens_of_the_study() {
    let screens: [(&str, Goal, &str); 6] = [
        ("study-menu", Goal::Menu, ""),
        ("study-lesson", Goal::Lesson("bone".to_owned()), "<enter>"),
        ("study-quiz", Goal::Quiz { count: 2, seed: Some(3) }, "y"),
        ("study-probability", Goal::Quiz { count: 2, seed: Some(3) }, "yd<down>"),
        ("study-feedback", Goal::Quiz { count: 2, seed: Some(3) }, "yd411"),
        ("study-card", Goal::Cards { topic: None, count: 3, seed: Some(1) }, "<enter>"),
    ];
    for lang in Lang::ALL {
        for (columns, rows) in [(50, 14), (80, 24), (120, 40)] {
            for (name, goal, keys) in &screens {
                let mut app = learner(goal.clone(), columns, rows, lang);
                app.keys(keys);
                let code = lang.tag().split('-').next().unwrap();
                picture(&format!("{name}-{columns}x{rows}-{code}"), &app);
            }
        }
    }
}

#[test]
fn every_page_of_the_study_draws_at_every_size() {
    let pages: [(Goal, &str); 8] = [
        (Goal::Menu, ""),
        (Goal::Lesson("m_protein".to_owned()), ""),
        (Goal::Lesson("vegf".to_owned()), "<enter><enter><enter><enter><enter><enter><enter><enter><enter>"),
        (Goal::Quiz { count: 2, seed: Some(3) }, "y"),
        (Goal::Quiz { count: 2, seed: Some(3) }, "<tab>"),
        (Goal::Quiz { count: 2, seed: Some(3) }, "yd411"),
        (Goal::Quiz { count: 2, seed: Some(3) }, "yd4112q"),
        (Goal::Cards { topic: None, count: 3, seed: Some(1) }, "<enter>"),
    ];
    for lang in Lang::ALL {
        for (goal, keys) in &pages {
            let mut app = learner(goal.clone(), 80, 24, lang);
            app.keys(keys);
            for (columns, rows) in [(1, 1), (2, 2), (3, 9), (5, 30), (49, 11), (50, 12), (79, 24), (109, 5), (200, 60)]
            {
                app.send(Message::Resize { columns, rows });
                app.keys("<down><up><pgdn>");
                assert_eq!(app.screen().len(), usize::from(rows));
            }
        }
    }
}
