//! What the terminal application looks like: what was asked for, else what the surroundings say, else what was chosen in it.

use super::arguments::Global;
use crate::json::shown;
use crate::store::ChosenTheme;
use crate::tui::{Ambiguous, Look, Theme};

/// The look, and what is to be said of variables that say nothing.
pub(crate) struct Chosen {
    pub look: Look,
    /// Whether the theme was said, so that it comes before one that is kept.
    is_said: bool,
    pub remarks: Vec<String>,
}

impl Chosen {
    /// The look and the remarks, with the theme that is kept where no other was said.
    pub(crate) fn with_kept(&self, kept: Option<&ChosenTheme>) -> (Look, Vec<String>) {
        let (mut look, mut remarks) = (self.look, self.remarks.clone());
        if let Some((kept, name)) = kept.filter(|_| !self.is_said).and_then(|kept| Some((kept, kept.name()?))) {
            match Theme::named(&name) {
                Some(theme) => look.theme = theme,
                None => {
                    remarks.push(format!("{} is \"{}\"; expected {}", kept.path().display(), shown(&name), themes()))
                }
            }
        }
        (look, remarks)
    }
}

/// The themes, as a message names them.
fn themes() -> String {
    format!("one of {}", Theme::ALL.map(Theme::name).join(", "))
}

/// What was asked for on the command line; else by variables, of which the program's own come first.
pub(crate) fn look(global: &Global) -> Chosen {
    choose(global, |variable| std::env::var(variable).ok().filter(|value| !value.is_empty()))
}

fn choose(global: &Global, variable: impl Fn(&str) -> Option<String>) -> Chosen {
    let mut remarks = Vec::new();
    let mut of_variable = |name: &str, expected: &str, is_known: &dyn Fn(&str) -> bool| {
        let value = variable(name)?;
        if !is_known(&value) {
            remarks.push(format!("{name} is \"{value}\"; expected {expected}"));
        }
        Some(value)
    };
    let theme = of_variable("POEMS_THEME", &themes(), &|name| Theme::named(name).is_some());
    let columns = of_variable("POEMS_AMBIGUOUS_WIDTH", "1 or 2", &|columns| ["1", "2"].contains(&columns));
    let no_color = || variable("NO_COLOR").map(|_| Theme::Mono);
    let asked = global.theme.or(global.no_color.then_some(Theme::Mono));
    let theme = asked.or(theme.and_then(|name| Theme::named(&name))).or_else(no_color);
    let is_wide = global.ambiguous_width.map_or(columns.as_deref() == Some("2"), |columns| columns == 2);
    let look = Look {
        theme: theme.unwrap_or(Theme::Default),
        mouse: !global.no_mouse && variable("POEMS_NO_MOUSE").is_none(),
        ambiguous: if is_wide { Ambiguous::Wide } else { Ambiguous::Narrow },
    };
    Chosen { look, is_said: theme.is_some(), remarks }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Arguments;

    fn chosen(arguments: &[&str], variables: &[(&str, &str)]) -> Chosen {
        let variable =
            |name: &str| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
        choose(&Arguments::parse_from([&["poems"], arguments].concat()).global, variable)
    }

    #[test]
    fn what_says_more_about_this_program_comes_first() {
        let theme = |arguments: &[&str], variables: &[(&str, &str)]| chosen(arguments, variables).look.theme;
        let variables = [("NO_COLOR", "1"), ("POEMS_THEME", "light")];
        assert_eq!(theme(&["--theme", "high-contrast", "--no-color"], &variables), Theme::HighContrast);
        assert_eq!(theme(&["--no-color"], &variables), Theme::Mono);
        assert_eq!(theme(&[], &variables), Theme::Light);
        assert_eq!(theme(&[], &variables[..1]), Theme::Mono);
        assert_eq!(theme(&[], &[]), Theme::Default);
    }

    #[test]
    fn a_variable_that_says_nothing_is_named_with_what_it_may_say() {
        let Chosen { look, remarks, .. } = chosen(&[], &[("POEMS_THEME", "pink"), ("POEMS_AMBIGUOUS_WIDTH", "3")]);
        assert_eq!(look, Look::default());
        assert_eq!(
            remarks,
            [
                "POEMS_THEME is \"pink\"; expected one of default, dark, light, high-contrast, mono",
                "POEMS_AMBIGUOUS_WIDTH is \"3\"; expected 1 or 2"
            ]
        );
    }

    #[test]
    fn mouse_and_widths_are_chosen_on_the_line_or_by_variables() {
        let Look { mouse, ambiguous, .. } = chosen(&["--no-mouse", "--ambiguous-width", "2"], &[]).look;
        assert_eq!((mouse, ambiguous), (false, Ambiguous::Wide));
        let variables = [("POEMS_NO_MOUSE", "1"), ("POEMS_AMBIGUOUS_WIDTH", "2")];
        let Look { mouse, ambiguous, .. } = chosen(&[], &variables).look;
        assert_eq!((mouse, ambiguous), (false, Ambiguous::Wide));
        assert_eq!(chosen(&["--ambiguous-width", "1"], &variables).look.ambiguous, Ambiguous::Narrow);
    }
}
