//! The language of the texts, and the characters they may be written in.

use super::arguments::Global;
use crate::knowledge::Lang;
use crate::say::Letters;

/// How the texts of the program are written here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Language {
    pub lang: Lang,
    pub letters: Letters,
    /// Why they are not written as they might be.
    pub remark: Option<String>,
}

impl Language {
    /// What was asked for; else what the surroundings can show.
    pub(crate) fn of(global: &Global) -> Language {
        Language::choose(global.lang.map(Lang::from), |variable| std::env::var(variable).ok())
    }

    /// The variables in the order of POSIX, the program's own first; a locale in another language gives English.
    fn choose(asked: Option<Lang>, variable: impl Fn(&str) -> Option<String>) -> Language {
        let first = |names: &[&str]| names.iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
        let asked = asked.or_else(|| first(&["POEMS_LANG"]).map(|tag| tag.parse().unwrap_or_default()));
        let encoding = first(&["LC_ALL", "LC_CTYPE", "LANG"]).filter(|locale| is_other_than_utf8(locale));
        match (asked, encoding) {
            // Whoever asks for Chinese gets it, in the one encoding that the program writes.
            (Some(Lang::Zh), _) => Language { lang: Lang::Zh, letters: Letters::All, remark: None },
            (_, Some(locale)) => {
                let remark = format!(
                    "the locale {locale} is not UTF-8: texts are in English and ASCII (--lang zh gives Chinese in UTF-8)"
                );
                Language { lang: Lang::En, letters: Letters::Ascii, remark: Some(remark) }
            }
            (asked, None) => {
                let locale = || first(&["LC_ALL", "LC_MESSAGES", "LANG"]).and_then(|locale| locale.parse().ok());
                let lang = asked.or_else(locale).unwrap_or_default();
                Language { lang, letters: Letters::All, remark: None }
            }
        }
    }
}

/// Whether a locale names another encoding than UTF-8, as `zh_CN.GB18030` does; `C` and `POSIX` are ASCII. One that
/// names none says nothing.
fn is_other_than_utf8(locale: &str) -> bool {
    let name = locale.split('@').next().unwrap_or_default();
    match name.split_once('.') {
        Some((_, encoding)) => !encoding.replace('-', "").eq_ignore_ascii_case("utf8"),
        None => ["C", "POSIX"].contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(variables: &[(&str, &str)]) -> Language {
        let variable =
            |name: &str| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned());
        Language::choose(None, variable)
    }

    #[test]
    fn a_locale_that_is_not_utf8_gets_english_in_ascii_and_says_why() {
        for locale in ["zh_CN.GB18030", "zh_CN.gbk", "zh_TW.Big5", "de_DE.ISO-8859-1@euro", "C", "POSIX"] {
            for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
                let language = chosen(&[(variable, locale)]);
                assert_eq!((language.lang, language.letters), (Lang::En, Letters::Ascii), "{variable}={locale}");
                assert!(language.remark.unwrap().contains(locale));
            }
        }
        assert_eq!(chosen(&[("LANG", "zh_CN.GBK"), ("POEMS_LANG", "zh")]).lang, Lang::Zh);
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        for (variables, lang) in [
            (&[("LC_ALL", "zh_CN.UTF-8"), ("LC_CTYPE", "C"), ("LANG", "C")][..], Lang::Zh),
            (&[("LC_CTYPE", "en_US.utf8"), ("LC_MESSAGES", "zh_CN"), ("LANG", "zh_CN.GBK")], Lang::Zh),
            (&[("LC_ALL", ""), ("LANG", "zh_SG.UTF-8")], Lang::Zh),
            (&[("LANG", "C.UTF-8")], Lang::En),
            (&[], Lang::En),
        ] {
            let expected = Language { lang, letters: Letters::All, remark: None };
            assert_eq!(chosen(variables), expected, "{variables:?}");
        }
    }

    #[test]
    fn who_reads_traditional_characters_is_not_given_simplified_ones_unasked() {
        for locale in ["zh_TW.UTF-8", "zh_HK.UTF-8", "zh_MO.UTF-8", "zh_Hant_TW.UTF-8", "zh-Hant"] {
            assert_eq!(chosen(&[("LANG", locale)]).lang, Lang::En, "{locale}");
        }
        for locale in ["zh_CN.UTF-8", "zh_SG.UTF-8", "zh_Hans_HK.UTF-8", "zh", "zh_CN"] {
            assert_eq!(chosen(&[("LANG", locale)]).lang, Lang::Zh, "{locale}");
        }
    }
}
