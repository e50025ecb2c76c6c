//! A ZIP archive of files as they are, none of them compressed: what the format asks for in APPNOTE 6.3.

/// The first of January 1980, the earliest day the format knows: the same files make the same archive.
const DATE: u16 = 1 << 5 | 1;

/// The version of the format that is needed to read a file: 1.0.
const VERSION: u16 = 10;

/// The archive that holds these files, each with its name.
pub(super) fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = archive.len();
        let entry = entry(name, bytes);
        archive.extend(0x0403_4b50_u32.to_le_bytes());
        archive.extend(&entry);
        archive.extend(name.as_bytes());
        archive.extend(bytes);
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(entry);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend((at as u32).to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (archive.len() as u32, directory.len() as u32, files.len() as u16);
    archive.extend(directory);
    archive.extend(0x0605_4b50_u32.to_le_bytes());
    archive.extend([0; 4]);
    archive.extend([count, count].map(u16::to_le_bytes).concat());
    archive.extend([length, start].map(u32::to_le_bytes).concat());
    archive.extend([0; 2]);
    archive
}

/// What stands of a file before its bytes and in the directory.
fn entry(name: &str, bytes: &[u8]) -> Vec<u8> {
    let (stored, no_flags, midnight, no_extra) = (0, 0, 0, 0);
    let length = bytes.len() as u32;
    let mut entry = [VERSION, no_flags, stored, midnight, DATE].map(u16::to_le_bytes).concat();
    entry.extend([checksum(bytes), length, length].map(u32::to_le_bytes).concat());
    entry.extend([name.len() as u16, no_extra].map(u16::to_le_bytes).concat());
    entry
}

/// CRC-32 as ZIP has it.
fn checksum(bytes: &[u8]) -> u32 {
    let of_byte = |sum: u32, byte: &u8| {
        let with = sum ^ u32::from(*byte);
        (0..8).fold(with, |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    };
    !bytes.iter().fold(u32::MAX, of_byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_that_is_published() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }
}
