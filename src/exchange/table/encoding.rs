//! The bytes of a table as text. Spreadsheets in China still write GB18030, which covers GBK and GB2312.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text, and the name of its encoding where that is not UTF-8; `None` where it is in no encoding that is read here. A
/// mark at the beginning says the encoding; without one it is UTF-8 to the last byte, or GB18030.
pub(super) fn decoded(bytes: &[u8]) -> Option<(Cow<'_, str>, Option<&'static str>)> {
    let read = |encoding: &'static Encoding, bytes| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some((text, (encoding != UTF_8).then(|| encoding.name())))
    };
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) => read(encoding, bytes.get(mark..)?),
        _ => read(UTF_8, bytes).or_else(|| read(GB18030, bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_the_encoding_and_without_one_it_is_utf_8_or_gb18030() {
        let text = "\u{5e74}\u{9f84},ABC\n54,\u{2265}1000";
        let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (gb, ..) = GB18030.encode(text);
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), None),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), None),
            (gb.into_owned(), Some("gb18030")),
            (utf_16, Some("UTF-16LE")),
        ] {
            assert_eq!(decoded(&bytes), Some((text.into(), encoding)));
        }
        assert_eq!(decoded(b"\xff\xff\xff\xff"), None);
    }
}
