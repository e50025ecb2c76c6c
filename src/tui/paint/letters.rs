//! What is drawn in place of characters that the terminal cannot show, or draws wider than they are counted. A sign takes
//! the columns of what it stands for, so that nothing moves.

use ratatui::buffer::Buffer;

use crate::tui::fit;
use crate::tui::scene::Signs;

/// Replaces what may not be drawn.
pub(super) fn replace(buffer: &mut Buffer, signs: Signs) {
    if signs == Signs::All {
        return;
    }
    for cell in buffer.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        // What is two columns wide is so in every terminal.
        if signs == Signs::Ascii || fit::width(cell.symbol()) < 2 {
            cell.set_char(cell.symbol().chars().next().map_or(' ', alike));
        }
    }
}

/// One ASCII character that is read the same; capitals for Greek letters that would be taken for a digit.
fn alike(c: char) -> char {
    match c {
        ascii if ascii.is_ascii() => ascii,
        '\u{b5}' | '\u{3bc}' | '\u{f9}'..='\u{fc}' => 'u',
        '\u{b0}' | '\u{ba}' | '\u{f2}'..='\u{f6}' | '\u{f8}' => 'o',
        '\u{b7}' | '\u{2022}' | '\u{2027}' => '.',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{b2}' => '2',
        '\u{b3}' => '3',
        '\u{df}' | '\u{3b2}' => 'b',
        '\u{3b1}' | '\u{e0}'..='\u{e5}' => 'a',
        '\u{3b3}' => 'g',
        '\u{3b4}' => 'd',
        '\u{3ba}' => 'K',
        '\u{3bb}' => 'L',
        '\u{c0}'..='\u{c5}' => 'A',
        '\u{c7}' => 'C',
        '\u{c8}'..='\u{cb}' => 'E',
        '\u{cc}'..='\u{cf}' => 'I',
        '\u{d1}' => 'N',
        '\u{d2}'..='\u{d6}' | '\u{d8}' => 'O',
        '\u{d9}'..='\u{dc}' => 'U',
        '\u{e7}' => 'c',
        '\u{e8}'..='\u{eb}' => 'e',
        '\u{ec}'..='\u{ef}' => 'i',
        '\u{f1}' => 'n',
        '\u{2500}' | '\u{2501}' => '-',
        '\u{2502}' | '\u{2503}' => '|',
        '\u{2504}'..='\u{257f}' => '+',
        '\u{2580}'..='\u{259f}' => '#',
        '\u{25b8}' => '>',
        '\u{25be}' => 'v',
        _ => '?',
    }
}
