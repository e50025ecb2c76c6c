//! From letters to pieces: the longest terms, numbers, units, dates and signs, each with its place in the text.

use std::ops::Range;

use crate::knowledge::files::Word;
use crate::knowledge::{FindingId, Lexicon, Meaning, Need, Says, folded, half_width};

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'k> {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Nothing stands between it and the piece before.
    pub is_glued: bool,
    pub what: What<'k>,
}

/// What stands there.
#[derive(Clone, Debug)]
pub(super) enum What<'k> {
    /// A term with all that it may mean, and what it needs to count.
    Term(&'k [Meaning], Option<&'k Need>),
    /// A number as it is written, and how many times it is meant.
    Number(f64),
    /// Figures that are no value: a ratio, a fraction, a time.
    Figures,
    Date,
    Unit,
    /// A sign in its plain form.
    Sign(char),
    /// A word that is nowhere listed; `true` where a listed one differs in a letter.
    Unknown(Option<&'k [Meaning]>),
    /// The end of a part.
    End,
}

/// A run of letters or of digits, a Chinese character, a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    span: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letters,
    Greek,
    Digits,
    Han,
    Space,
    Line,
    Sign(char),
}

fn kind(c: char) -> Kind {
    match plain(c) {
        '\n' | '\r' => Kind::Line,
        c if c.is_whitespace() => Kind::Space,
        c if c.is_ascii_digit() => Kind::Digits,
        '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
            Kind::Han
        }
        '\u{370}'..='\u{3ff}' => Kind::Greek,
        c if c.is_alphabetic() && !('\u{2070}'..='\u{2189}').contains(&c) => Kind::Letters,
        c => Kind::Sign(c),
    }
}

/// Full-width forms are half-width ones, and every dash is one.
fn plain(c: char) -> char {
    match half_width(c) {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{301c}' | '\u{223c}' => '~',
        '\u{3010}' | '\u{3014}' | '\u{ff3b}' => '[',
        '\u{3011}' | '\u{3015}' | '\u{ff3d}' => ']',
        '\u{2264}' | '\u{2266}' | '\u{2a7d}' => '\u{2264}',
        '\u{2265}' | '\u{2267}' | '\u{2a7e}' => '\u{2265}',
        '\u{3008}' | '\u{300a}' => '<',
        '\u{3009}' | '\u{300b}' => '>',
        '\u{200b}' | '\u{2060}' | '\u{feff}' => ' ',
        c => c,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let (kind, end) = (kind(c), at + c.len_utf8());
        match tokens.last_mut() {
            Some(last)
                if last.kind == kind && matches!(kind, Kind::Letters | Kind::Greek | Kind::Digits | Kind::Space) =>
            {
                last.span.end = end;
            }
            _ => tokens.push(Token { span: at..end, kind }),
        }
    }
    tokens
}

/// The pieces of a text.
pub(super) fn scan<'k>(text: &str, lexicon: &'k Lexicon) -> Vec<Piece<'k>> {
    let tokens = tokens(text);
    let mut scan = Scan { text, lexicon, tokens: &tokens, at: 0, pieces: Vec::new(), after_number: false };
    while let Some(token) = scan.token(0) {
        scan.step(token.kind);
    }
    scan.pieces
}

struct Scan<'t, 'k> {
    text: &'t str,
    lexicon: &'k Lexicon,
    tokens: &'t [Token],
    at: usize,
    pieces: Vec<Piece<'k>>,
    /// Only flags came since the last number, so that a unit may follow.
    after_number: bool,
}

impl<'t, 'k> Scan<'t, 'k> {
    fn step(&mut self, kind: Kind) {
        match kind {
            Kind::Space => self.at += 1,
            Kind::Line => self.push(1, What::End),
            _ if self.after_number && self.unit_or_term() => {}
            Kind::Sign(sign) => self.sign(sign),
            Kind::Digits if self.date() => {}
            _ if self.term() => {}
            Kind::Digits => self.number(),
            Kind::Han => self.unknown_han(),
            Kind::Letters | Kind::Greek => self.unknown_word(),
        }
    }

    fn token(&self, ahead: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + ahead)
    }

    fn slice(&self, token: &Token) -> &'t str {
        self.text.get(token.span.clone()).unwrap_or_default()
    }

    /// The text of some tokens from here on.
    fn text_of(&self, count: usize) -> &'t str {
        let (Some(first), Some(last)) = (self.token(0), self.token(count.saturating_sub(1))) else { return "" };
        self.text.get(first.span.start..last.span.end).unwrap_or_default()
    }

    fn is(&self, ahead: usize, kind: Kind) -> bool {
        self.token(ahead).is_some_and(|token| token.kind == kind)
    }

    fn push(&mut self, count: usize, what: What<'k>) {
        let (Some(first), Some(last)) = (self.token(0), self.token(count.saturating_sub(1))) else { return };
        let span = first.span.start..last.span.end;
        let is_glued = self.pieces.last().is_some_and(|piece| piece.span.end == span.start);
        self.after_number = match what {
            What::Number(_) => true,
            What::Sign('*' | '\u{2191}' | '\u{2193}') => self.after_number,
            What::Term(meanings, _) => self.after_number && meanings.contains(&Meaning::Word(Word::Flag)),
            _ => false,
        };
        self.pieces.push(Piece { span, is_glued, what });
        self.at += count;
    }

    /// The longest term that begins here. Between its words there may be a space or a sign that joins; a word ends where
    /// its letters end, and a number in a term is a whole one.
    fn longest_term(&self) -> Option<(usize, &'k [Meaning], Option<&'k Need>)> {
        let mut key = String::new();
        let mut best: Option<(usize, &'k [Meaning], Option<&'k Need>)> = None;
        let mut ahead = 0;
        let mut signs = 0;
        while let Some(token) = self.token(ahead) {
            match token.kind {
                Kind::Line => break,
                Kind::Space => signs += 1,
                Kind::Sign('.')
                    if ahead > 0
                        && !matches!(
                            self.token(ahead + 1).map(|next| next.kind),
                            Some(Kind::Letters | Kind::Digits | Kind::Han | Kind::Greek)
                        ) =>
                {
                    break;
                }
                Kind::Sign('-' | '\'' | '\u{2019}' | '.' | '/' | '\u{3001}' | '(' | ')' | ':') if ahead > 0 => {
                    signs += 1
                }
                Kind::Sign(sign @ ('+' | '&')) if ahead > 0 => key.push(sign),
                Kind::Sign(_) => break,
                _ => {
                    signs = 0;
                    key.push_str(&folded(self.slice(token)));
                    let found = self.lexicon.look_up(&key);
                    let goes_on = found.goes_on;
                    if let Some(meanings) =
                        found.meanings.filter(|meanings| self.is_edge(ahead) && self.may_be_said(meanings))
                    {
                        best = Some((ahead + 1, meanings, self.lexicon.need(&key)));
                    } else if let Some(single) = self.singular(token, &key, ahead) {
                        best = Some((ahead + 1, single, None));
                    }
                    if !goes_on {
                        break;
                    }
                }
            }
            if signs > 3 {
                break;
            }
            ahead += 1;
        }
        // Digits alone are no term.
        best.filter(|(count, ..)| self.text_of(*count).chars().any(char::is_alphabetic))
    }

    /// Whether more is meant than the option of a choice that was not named yet.
    fn may_be_said(&self, meanings: &[Meaning]) -> bool {
        let is_named = |id: &FindingId| {
            self.pieces.iter().any(|piece| {
                matches!(&piece.what, What::Term(meanings, _) if meanings.iter().any(|meaning| matches!(meaning, Meaning::Finding(named, _) if named == id)))
            })
        };
        meanings.iter().any(|meaning| !matches!(meaning, Meaning::Option(id, _, true) if !is_named(id)))
    }

    /// Whether a term may end behind this token.
    fn is_edge(&self, ahead: usize) -> bool {
        let next = self.token(ahead + 1).map(|token| token.kind);
        match self.token(ahead).map(|token| token.kind) {
            Some(Kind::Digits) => {
                let decimal = matches!(next, Some(Kind::Sign('.' | ','))) && self.is(ahead + 2, Kind::Digits);
                !decimal && next != Some(Kind::Letters)
            }
            _ => true,
        }
    }

    /// What a name means that is written here with the `s` of more than one.
    fn singular(&self, token: &Token, key: &str, ahead: usize) -> Option<&'k [Meaning]> {
        let is_plural = token.kind == Kind::Letters && key.len() > 4 && self.is_edge(ahead);
        let meanings = self.lexicon.look_up(key.strip_suffix('s').filter(|_| is_plural)?).meanings?;
        meanings.iter().all(|meaning| !matches!(meaning, Meaning::Word(_))).then_some(meanings)
    }

    /// Behind a number: a unit, unless a longer term begins here, or a name that is as long.
    fn unit_or_term(&mut self) -> bool {
        let unit = self.unit();
        let term = self.longest_term();
        let is_name = |meanings: &[Meaning]| {
            let names = |meaning: &Meaning| {
                matches!(
                    meaning,
                    Meaning::Finding(_, Says::Name) | Meaning::AgeLetter(..) | Meaning::Word(Word::DoseUnit)
                )
            };
            meanings.iter().any(names)
        };
        match term {
            Some((count, meanings, need)) if count > unit || (count == unit && is_name(meanings)) => {
                self.push(count, What::Term(meanings, need));
                true
            }
            _ if unit > 0 => {
                self.push(unit, What::Unit);
                true
            }
            _ => false,
        }
    }

    fn term(&mut self) -> bool {
        let found = self.longest_term();
        if let Some((count, meanings, need)) = found {
            self.push(count, What::Term(meanings, need));
        }
        found.is_some()
    }

    /// How many tokens the longest unit takes that begins here.
    fn unit(&self) -> usize {
        let mut best = 0;
        for count in 1..=14 {
            match self.token(count - 1).map(|token| token.kind) {
                None | Some(Kind::Line) => break,
                Some(Kind::Space) => continue,
                _ => {}
            }
            let (is_unit, goes_on) = self.lexicon.unit(self.text_of(count));
            let cut = matches!(self.token(count - 1).map(|token| token.kind), Some(Kind::Letters))
                && self.is(count, Kind::Letters);
            if is_unit && !cut {
                best = count;
            }
            if !goes_on {
                break;
            }
        }
        best
    }

    /// A year with its sign, a day, or a day of a month.
    fn date(&mut self) -> bool {
        let digits = |ahead: usize| match self.token(ahead) {
            Some(token) if token.kind == Kind::Digits => self.slice(token).len(),
            _ => 0,
        };
        let is_word = |ahead: usize, words: &[char]| {
            self.token(ahead).is_some_and(|token| self.slice(token).chars().all(|c| words.contains(&plain(c))))
        };
        let parted = |ahead: usize| is_word(ahead, &['-', '/', '.', '\u{5e74}']);
        let count = match () {
            // 2023-05-01, 2023/5/1, 2023.5.1, 2023年5月1日
            () if digits(0) == 4 && parted(1) && (1..=2).contains(&digits(2)) => {
                match (is_word(3, &['-', '/', '.', '\u{6708}']), (1..=2).contains(&digits(4))) {
                    (true, true) if is_word(5, &['\u{65e5}']) => 6,
                    (true, true) => 5,
                    _ if is_word(3, &['\u{6708}']) => 4,
                    _ => 3,
                }
            }
            // 1/5/2023, 5/2023
            () if (1..=2).contains(&digits(0))
                && is_word(1, &['/', '.'])
                && (1..=2).contains(&digits(2))
                && is_word(3, &['/', '.'])
                && digits(4) == 4 =>
            {
                5
            }
            () if (1..=2).contains(&digits(0)) && is_word(1, &['/']) && digits(2) == 4 => 3,
            // 2023年
            () if digits(0) == 4 && is_word(1, &['\u{5e74}']) => 2,
            () => 0,
        };
        if count > 0 {
            self.push(count, What::Date);
        }
        count > 0
    }

    fn number(&mut self) {
        let mut count = 1;
        while matches!(self.token(count).map(|token| token.kind), Some(Kind::Sign('.' | ',')))
            && self.is(count + 1, Kind::Digits)
        {
            count += 2;
        }
        // 1:320, 130/80, 8:00
        let mut odd = count;
        while matches!(self.token(odd).map(|token| token.kind), Some(Kind::Sign(':' | '/')))
            && self.is(odd + 1, Kind::Digits)
        {
            odd += 2;
        }
        if odd > count {
            return self.push(odd, What::Figures);
        }
        let digits = count;
        let end = count + usize::from(self.is(count, Kind::Space));
        let times = self
            .lexicon
            .multipliers
            .iter()
            .find(|(word, _)| self.token(end).is_some_and(|token| folded(self.slice(token)) == *word));
        let times = times.map(|(_, times)| *times);
        if times.is_some() {
            count = end + 1;
        }
        self.push(count, What::Number(times.unwrap_or(1.0)));
        if let (Some(piece), Some(last)) = (self.pieces.last_mut(), self.tokens.get(self.at - count + digits - 1)) {
            // The number is its digits; the word that multiplies it is read.
            piece.span.end = last.span.end;
        }
    }

    fn sign(&mut self, sign: char) {
        match sign {
            ';' | '\u{3002}' if !self.is_row() => self.push(1, What::End),
            ';' => self.at += 1,
            '.' if self.ends_sentence() => self.push(1, What::End),
            '.' | '"' | '\'' | '`' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '_' | '|' => self.at += 1,
            // +/- is one sign.
            '+' if self.is(1, Kind::Sign('/')) && self.is(2, Kind::Sign('-')) => self.push(3, What::Sign('\u{b1}')),
            '<' | '>' if self.is(1, Kind::Sign('=')) => {
                self.push(2, What::Sign(if sign == '<' { '\u{2264}' } else { '\u{2265}' }));
            }
            sign => self.push(1, What::Sign(sign)),
        }
    }

    /// A full stop before a space, unless it ends a word like "ca." before a number.
    fn ends_sentence(&self) -> bool {
        let next = self.token(1).map(|token| token.kind);
        let number = matches!(next, Some(Kind::Space)) && self.is(2, Kind::Digits);
        let approximate = self.pieces.last().is_some_and(|piece| matches!(&piece.what, What::Term(meanings, _) if meanings.contains(&Meaning::Word(Word::Approximate))));
        matches!(next, None | Some(Kind::Space | Kind::Line)) && !(number && approximate)
    }

    /// Whether a semicolon only parts the fields of a table: what follows it up to the next is a number, a unit, a range
    /// or a flag.
    fn is_row(&self) -> bool {
        let Some(start) = self.token(1).map(|token| token.span.start) else { return false };
        let rest = self.text.get(start..).unwrap_or_default();
        let field = rest.split([';', '\u{ff1b}', '\n']).next().unwrap_or_default().trim();
        let sign = |c: char| c.is_ascii_digit() || ".,<>=+*- \u{2013}\u{2191}\u{2193}~".contains(c);
        let numbers = field.chars().all(sign) && field.chars().any(|c| c.is_ascii_digit());
        numbers || self.lexicon.unit(field).0 || (field.len() <= 2 && self.is_flag(field))
    }

    fn is_flag(&self, field: &str) -> bool {
        let flag = Meaning::Word(Word::Flag);
        self.lexicon.look_up(&folded(field)).meanings.is_some_and(|meanings| meanings.contains(&flag))
    }

    fn unknown_word(&mut self) {
        let word = self.token(0).map(|token| folded(self.slice(token))).unwrap_or_default();
        let near = (word.chars().count() >= 7).then(|| self.lexicon.nearly(&word)).flatten();
        self.push(1, What::Unknown(near));
    }

    /// Chinese characters that are nowhere listed, one piece up to the next term.
    fn unknown_han(&mut self) {
        match self.pieces.last_mut() {
            Some(Piece { span, what: What::Unknown(None), .. })
                if self.tokens.get(self.at).is_some_and(|token| token.span.start == span.end) =>
            {
                span.end += self.tokens.get(self.at).map_or(0, |token| token.span.len());
                self.at += 1;
            }
            _ => self.push(1, What::Unknown(None)),
        }
    }
}
