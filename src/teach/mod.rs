//! Floor 4: lessons, quiz, recall. Pure: the disk and the clock are the caller's.
