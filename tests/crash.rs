//! Every call of a save fails in turn, and the program or the machine stops between any two of them: the file is the
//! old one or the new one, and what was staged is found again.
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Error};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use poems::store::{CaseFile, Disk, How, Lock, System, recover};
use support::built_in;

const OLD: &str = "{\"format\": \"poems-case/1\", \"note\": \"the old text, which is the longer one of the two\"}\n";
const NEW: &str = "{\"format\": \"poems-case/1\", \"note\": \"the new text\"}\n";

/// A call that changes the disk or waits for it.
#[derive(Clone, Debug)]
enum Call {
    Create(String, u64),
    Write(u64, Vec<u8>),
    Cut(u64, u64),
    Sync(u64),
    Rename(String, String),
    Link(String, String),
    Remove(String),
    SyncFolder,
    /// Changes nothing.
    Other,
}

/// What happens at a call.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    None,
    /// That call alone fails, so.
    Fails(usize, i32),
    /// That call is never done, nor is any after it.
    Dies(usize),
}

/// The real disk under observation.
#[derive(Debug)]
struct Watched {
    trouble: Trouble,
    calls: Mutex<Vec<Call>>,
}

impl Watched {
    fn new(trouble: Trouble) -> &'static Watched {
        Box::leak(Box::new(Watched { trouble, calls: Mutex::new(Vec::new()) }))
    }

    fn call<T>(&self, call: Call, then: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let mut calls = self.calls.lock().unwrap();
        match self.trouble {
            Trouble::Fails(at, errno) if at == calls.len() => {
                calls.push(Call::Other);
                return Err(Error::from_raw_os_error(errno));
            }
            Trouble::Dies(at) if at <= calls.len() => return Err(Error::other("dead")),
            _ => {}
        }
        let done = then();
        calls.push(if done.is_ok() { call } else { Call::Other });
        done
    }

    fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }
}

fn inode(file: &File) -> u64 {
    file.metadata().unwrap().ino()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

impl Disk for Watched {
    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        let file = self.call(Call::Other, || System.create(path, mode))?;
        *self.calls.lock().unwrap().last_mut().unwrap() = Call::Create(name(path), inode(&file));
        Ok(file)
    }

    fn lock(&self, file: &File) -> Lock {
        self.call(Call::Other, || Ok(System.lock(file))).unwrap_or(Lock::Unknown)
    }

    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<()> {
        self.call(Call::Write(inode(file), bytes.to_owned()), || System.write(file, bytes))
    }

    fn cut(&self, file: &File, length: u64) -> io::Result<()> {
        self.call(Call::Cut(inode(file), length), || System.cut(file, length))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.call(Call::Sync(inode(file)), || System.sync(file))
    }

    fn make_alike(&self, new: &File, old: &File) -> bool {
        self.call(Call::Other, || Ok(System.make_alike(new, old))).unwrap_or(false)
    }

    fn look(&self, path: &Path) -> io::Result<(File, Vec<u8>)> {
        self.call(Call::Other, || System.look(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::Rename(name(from), name(to)), || System.rename(from, to))
    }

    fn name_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(Call::Link(name(from), name(to)), || System.name_new(from, to))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(Call::SyncFolder, || System.sync_folder(folder))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(Call::Remove(name(path)), || System.remove(path))
    }
}

/// How the file is before the save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// It is yet to be made.
    Nothing,
    Plain,
    /// It has a second name, and so is written in place.
    TwoNames,
}

const BEFORES: [Before; 3] = [Before::Nothing, Before::Plain, Before::TwoNames];

struct Ward {
    folder: tempfile::TempDir,
}

impl Ward {
    fn new(before: Before) -> Ward {
        let ward = Ward { folder: tempfile::tempdir().unwrap() };
        if before != Before::Nothing {
            fs::write(ward.path(), OLD).unwrap();
        }
        if before == Before::TwoNames {
            fs::hard_link(ward.path(), ward.folder.path().join("other.json")).unwrap();
        }
        ward
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("bed-2.json")
    }

    fn open(&self, disk: &'static Watched, before: Before) -> CaseFile {
        match before {
            Before::Nothing => CaseFile::numbered(self.folder.path(), "bed-2").on(disk),
            _ => CaseFile::open(&self.path(), built_in()).unwrap().0.on(disk),
        }
    }

    /// Name and text of all that is there.
    fn texts(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (name(&path), String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned())).collect()
    }

    /// Starts the program again: what was left undone is looked after.
    fn start_again(&self) -> BTreeMap<String, String> {
        recover(&System, self.folder.path(), None);
        let texts = self.texts();
        assert!(texts.keys().all(|name| name.ends_with(".json") && !name.starts_with('.')), "left behind: {texts:?}");
        texts
    }
}

/// The file is there in one piece; gives whether it is the new one.
fn is_new(texts: &BTreeMap<String, String>, before: Before, what: &str) -> bool {
    match texts.get("bed-2.json").map(String::as_str) {
        Some(NEW) => true,
        Some(OLD) => false,
        None if before == Before::Nothing => false,
        other => panic!("{what}: {other:?}"),
    }
}

/// The calls of a save in which nothing goes wrong.
fn calls_of(before: Before) -> Vec<Call> {
    let ward = Ward::new(before);
    let disk = Watched::new(Trouble::None);
    let mut file = ward.open(disk, before);
    let how = file.save(NEW).unwrap();
    assert_eq!(how, if before == Before::TwoNames { How::InPlace } else { How::Replaced });
    assert!(is_new(&ward.texts(), before, "a good save"));
    assert_eq!(ward.texts().len(), if before == Before::TwoNames { 2 } else { 1 });
    disk.calls()
}

#[test]
fn every_call_of_a_save_fails_in_turn() {
    const EIO: i32 = 5;
    const ENOSPC: i32 = 28;
    let refusals = [EIO, ENOSPC, rustix::io::Errno::ACCESS.raw_os_error(), rustix::io::Errno::PERM.raw_os_error()];
    for before in BEFORES {
        for at in 0..calls_of(before).len() + 4 {
            for errno in refusals {
                let what = format!("{before:?}, call {at}, error {errno}");
                let ward = Ward::new(before);
                let disk = Watched::new(Trouble::Fails(at, errno));
                let mut file = ward.open(disk, before);
                let saved = file.save(NEW);
                let texts = ward.texts();
                assert!(is_new(&texts, before, &what) || saved.is_err(), "{what}: called saved: {texts:?}");
                // What could not be saved can be saved when the trouble is over, or somewhere else.
                if saved.is_err() {
                    file.save(NEW)
                        .or_else(|_| file.beside().save(NEW))
                        .unwrap_or_else(|fault| panic!("{what}: {fault}"));
                    assert!(ward.texts().values().any(|text| text == NEW), "{what}");
                }
                drop(file);
                let texts = ward.start_again();
                assert!(texts.values().all(|text| text == OLD || text == NEW), "{what}: {texts:?}");
                assert!(texts.values().any(|text| text == NEW), "{what}: {texts:?}");
                if before == Before::TwoNames && texts.len() == 2 {
                    assert_eq!(texts["bed-2.json"], texts["other.json"], "{what}: the names still name one file");
                }
            }
        }
    }
}

#[test]
fn the_program_is_killed_between_any_two_calls_and_nothing_staged_is_lost() {
    for before in BEFORES {
        let calls = calls_of(before);
        let staged = 1 + calls.iter().position(|call| matches!(call, Call::Write(..))).unwrap();
        for at in 0..=calls.len() {
            let what = format!("{before:?}, killed before call {at} of {calls:?}");
            let ward = Ward::new(before);
            let mut file = ward.open(Watched::new(Trouble::Dies(at)), before);
            let saved = file.save(NEW);
            drop(file);
            let texts = ward.start_again();
            let new = is_new(&texts, before, &what);
            assert!(new || saved.is_err(), "{what}");
            assert_eq!(new, at >= staged, "{what}: {texts:?}");
        }
    }
}

#[test]
fn a_start_that_is_killed_while_it_looks_after_what_was_left_loses_nothing_either() {
    for before in BEFORES {
        for at in 0..calls_of(before).len() {
            // A start takes no more calls than a save.
            for then in 0..12 {
                let what = format!("{before:?}, killed before call {at}, and again before call {then}");
                let ward = Ward::new(before);
                let mut file = ward.open(Watched::new(Trouble::Dies(at)), before);
                file.save(NEW).unwrap_err();
                drop(file);
                let staged = ward.texts().values().any(|text| text == NEW);
                recover(Watched::new(Trouble::Dies(then)), ward.folder.path(), None);
                let texts = ward.start_again();
                assert_eq!(is_new(&texts, before, &what), staged, "{what}: {texts:?}");
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------------- power failure

/// A disk as it can be found after the power failed: what was waited for is there; of the rest, the names as far as they
/// got, in order, and of the bytes none, some, or all.
#[derive(Clone, Default)]
struct Model {
    /// The bytes of a file that are safe, and as the program sees them.
    files: BTreeMap<u64, (Vec<u8>, Vec<u8>)>,
    safe_names: BTreeMap<String, u64>,
    /// What became of names since the folder was last waited for.
    pending: Vec<Call>,
}

#[derive(Clone, Copy, Debug)]
enum Bytes {
    None,
    /// The new ones up to the middle, the old ones after it.
    Torn,
    /// As long as they should be, and empty.
    Zeros,
    All,
}

impl Model {
    fn of(ward: &Ward) -> Model {
        let mut model = Model::default();
        for entry in fs::read_dir(ward.folder.path()).unwrap().map(|entry| entry.unwrap()) {
            let text = fs::read(entry.path()).unwrap();
            let inode = entry.metadata().unwrap().ino();
            model.files.insert(inode, (text.clone(), text));
            model.safe_names.insert(name(&entry.path()), inode);
        }
        model
    }

    fn take(&mut self, call: &Call) {
        match call {
            Call::Create(_, inode) => {
                self.files.insert(*inode, (Vec::new(), Vec::new()));
                self.pending.push(call.clone());
            }
            Call::Write(inode, bytes) => {
                let now = &mut self.files.get_mut(inode).unwrap().1;
                now.resize(now.len().max(bytes.len()), 0);
                now[..bytes.len()].copy_from_slice(bytes);
            }
            Call::Cut(inode, length) => self.files.get_mut(inode).unwrap().1.truncate(*length as usize),
            Call::Sync(inode) => {
                let file = self.files.get_mut(inode).unwrap();
                file.0 = file.1.clone();
            }
            Call::Rename(..) | Call::Link(..) | Call::Remove(_) => self.pending.push(call.clone()),
            Call::SyncFolder => {
                self.safe_names = self.names(self.pending.len());
                self.pending.clear();
            }
            Call::Other => {}
        }
    }

    /// The names after so many of the pending changes.
    fn names(&self, changes: usize) -> BTreeMap<String, u64> {
        let mut names = self.safe_names.clone();
        for call in &self.pending[..changes] {
            match call {
                Call::Create(name, inode) => drop(names.insert(name.clone(), *inode)),
                Call::Remove(name) => drop(names.remove(name)),
                Call::Link(from, to) => {
                    let inode = names[from];
                    names.insert(to.clone(), inode);
                }
                Call::Rename(from, to) => {
                    let inode = names.remove(from).unwrap();
                    names.insert(to.clone(), inode);
                }
                _ => unreachable!(),
            }
        }
        names
    }

    fn bytes(&self, inode: u64, which: Bytes) -> Vec<u8> {
        let (safe, now) = &self.files[&inode];
        match which {
            _ if safe == now => now.clone(),
            Bytes::None => safe.clone(),
            Bytes::All => now.clone(),
            Bytes::Zeros => vec![0; now.len()],
            Bytes::Torn => {
                let middle = now.len() / 2;
                let rest = safe.get(middle..).unwrap_or_default();
                [&now[..middle], rest].concat()
            }
        }
    }

    /// The folder as it is found.
    fn found(&self, changes: usize, which: Bytes) -> Ward {
        let ward = Ward { folder: tempfile::tempdir().unwrap() };
        let mut written: BTreeMap<u64, PathBuf> = BTreeMap::new();
        for (name, inode) in self.names(changes) {
            let path = ward.folder.path().join(name);
            match written.get(&inode) {
                Some(first) => fs::hard_link(first, path).unwrap(),
                None => {
                    fs::write(&path, self.bytes(inode, which)).unwrap();
                    written.insert(inode, path);
                }
            }
        }
        ward
    }
}

#[test]
fn the_power_fails_between_any_two_calls_and_the_old_or_the_new_file_is_whole() {
    for before in BEFORES {
        let ward = Ward::new(before);
        let disk = Watched::new(Trouble::None);
        let mut model = Model::of(&ward);
        ward.open(disk, before).save(NEW).unwrap();
        let calls = disk.calls();
        for at in 0..=calls.len() {
            for changes in 0..=model.pending.len() {
                for which in [Bytes::None, Bytes::Torn, Bytes::Zeros, Bytes::All] {
                    let what = format!("{before:?}, before call {at} of {calls:?}, {changes} names, bytes: {which:?}");
                    let texts = model.found(changes, which).start_again();
                    let new = is_new(&texts, before, &what);
                    // All calls were made, so it was called saved.
                    assert!(new || at < calls.len(), "{what}: {texts:?}");
                    let names = if before == Before::TwoNames { 2 } else { 1 };
                    assert!(texts.len() <= names, "{what}: {texts:?}");
                }
            }
            calls.get(at).into_iter().for_each(|call| model.take(call));
        }
    }
}
