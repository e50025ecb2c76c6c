//! A case on the disk: private, whole or not at all, never over somebody else's change.
#![cfg(unix)]

mod support;

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use poems::case::{AnswerValue, Case};
use poems::store::{self, CaseFile, Folders, OpenFault, SaveFault, Shelf, write_atomic};
use support::{built_in, find};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn a_text() -> String {
    let mut case = Case::new(built_in());
    case.put(find(built_in(), "papilledema"), Some(AnswerValue::Present.into()));
    case.to_text(built_in())
}

/// What a folder holds, hidden files too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_case_is_readable_by_its_owner_alone_and_leaves_nothing_beside_it() {
    let folder = folder();
    let path = folder.path().join("bed-2.json");
    CaseFile::new(path.clone()).save(&a_text()).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(names(folder.path()), ["bed-2.json"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), a_text());
}

#[test]
fn a_file_that_others_may_read_stays_so() {
    let folder = folder();
    let path = folder.path().join("shared.json");
    fs::write(&path, "{\"format\": \"poems-case/1\"}").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    let (mut file, _) = CaseFile::open(&path, built_in()).unwrap();
    file.save(&a_text()).unwrap();
    assert_eq!(mode(&path), 0o640);
    drop(file);
    write_atomic(&path, b"x", store::Permissions::Private).unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_link_stays_a_link_and_the_file_it_names_is_written() {
    let (folder, elsewhere) = (folder(), folder());
    let (link, target) = (folder.path().join("link.json"), elsewhere.path().join("target.json"));
    fs::write(&target, "{\"format\": \"poems-case/1\"}").unwrap();
    symlink(&target, &link).unwrap();
    let (mut file, _) = CaseFile::open(&link, built_in()).unwrap();
    file.save(&a_text()).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), a_text());
    assert_eq!(names(folder.path()), ["link.json"]);
    assert_eq!(names(elsewhere.path()), ["target.json"]);
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = folder();
    let path = folder.path().join("signed.json");
    fs::write(&path, "{\"format\": \"poems-case/1\"}").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    let (mut file, _) = CaseFile::open(&path, built_in()).unwrap();
    let fault = file.save(&a_text()).unwrap_err();
    assert!(matches!(fault, SaveFault::ReadOnly(_)), "{fault:?}");
    assert_eq!(fault.to_string(), format!("{}: the file or its folder is read-only", path.display()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\"format\": \"poems-case/1\"}");
    assert_eq!(names(folder.path()), ["signed.json"]);
}

#[test]
fn where_nothing_can_be_written_the_fault_says_so_and_the_case_can_be_saved_elsewhere() {
    let folder = folder();
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "not a folder").unwrap();
    let impossible = in_the_way.join("case.json");
    let fault = CaseFile::new(impossible.clone()).save(&a_text()).unwrap_err();
    let message = fault.to_string();
    assert!(message.starts_with(&format!("{}: could not be written: ", impossible.display())), "{message}");
    assert!(!message.contains(".poems-"), "the temporary file means nothing to the reader: {message}");
    assert_eq!(fs::read_to_string(&in_the_way).unwrap(), "not a folder");
    let missing = folder.path().join("no/such/folder/case.json");
    assert!(CaseFile::new(missing).save(&a_text()).is_err());
    CaseFile::new(folder.path().join("elsewhere.json")).save(&a_text()).unwrap();
    assert_eq!(names(folder.path()), ["elsewhere.json", "file"]);
}

#[test]
fn a_file_changed_underneath_is_noticed_and_left_alone_until_it_is_overwritten_knowingly() {
    let folder = folder();
    let path = folder.path().join("bed-2.json");
    let mut file = CaseFile::new(path.clone());
    file.save(&a_text()).unwrap();
    file.save(&a_text()).unwrap();
    fs::write(&path, "{\"format\": \"poems-case/1\", \"note\": \"by a colleague\"}").unwrap();
    let fault = file.save(&a_text()).unwrap_err();
    assert!(matches!(fault, SaveFault::ChangedUnderneath(_)), "{fault:?}");
    assert!(fault.to_string().ends_with("the file was changed by another program since it was read"));
    assert!(fs::read_to_string(&path).unwrap().contains("by a colleague"));
    file.take_as_it_is().unwrap();
    file.save(&a_text()).unwrap();
    file.save(&a_text()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), a_text());
}

#[test]
fn a_file_that_appeared_meanwhile_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("bed-2.json");
    let mut file = CaseFile::new(path.clone());
    fs::write(&path, "somebody else's").unwrap();
    assert!(matches!(file.save(&a_text()), Err(SaveFault::Exists(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
    fs::remove_file(&path).unwrap();
    file.save(&a_text()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), a_text());
}

#[test]
fn a_file_that_was_moved_away_is_not_written_anew_unasked() {
    let folder = folder();
    let (path, archive) = (folder.path().join("bed-2.json"), folder.path().join("archive.json"));
    let mut file = CaseFile::new(path.clone());
    file.save(&a_text()).unwrap();
    fs::rename(&path, &archive).unwrap();
    let fault = file.save(&a_text()).unwrap_err();
    assert!(matches!(fault, SaveFault::Gone(_)) && fault.is_conflict(), "{fault:?}");
    assert!(!path.exists());
    // On request it is written there again; the one that was moved stays as it is.
    file.take_as_it_is().unwrap();
    file.save(&a_text().replace("present", "absent")).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("absent"));
    assert_eq!(fs::read_to_string(&archive).unwrap(), a_text());
    drop(file);
    assert_eq!(names(folder.path()), ["archive.json", "bed-2.json"]);
}

#[test]
fn a_change_of_the_same_size_and_time_is_noticed_and_so_is_another_file_with_the_same_text() {
    let folder = folder();
    let path = folder.path().join("bed-2.json");
    fs::write(&path, a_text()).unwrap();
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    let (mut file, _) = CaseFile::open(&path, built_in()).unwrap();
    let other = a_text().replace("\"present\"", "\"absent\" ");
    assert_eq!(other.len(), a_text().len());
    fs::write(&path, &other).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
    assert!(matches!(file.save(&a_text()), Err(SaveFault::ChangedUnderneath(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), other);

    let (mut file, text) = (CaseFile::new(folder.path().join("bed-3.json")), a_text());
    file.save(&text).unwrap();
    fs::remove_file(file.path()).unwrap();
    fs::write(file.path(), &text).unwrap();
    assert!(matches!(file.save(&text), Err(SaveFault::ChangedUnderneath(_))));
}

#[test]
fn the_second_window_on_a_case_reads_it_and_does_not_write() {
    let folder = folder();
    let path = folder.path().join("bed-2.json");
    fs::write(&path, a_text()).unwrap();
    let (mut first, _) = CaseFile::open(&path, built_in()).unwrap();
    first.save(&a_text().replace("present", "absent")).unwrap();
    let (mut second, read) = CaseFile::open(&path, built_in()).unwrap();
    assert!(second.is_theirs() && !first.is_theirs());
    assert_eq!(read.case.answered(), 1);
    assert!(matches!(second.save(&a_text()), Err(SaveFault::InUse(_))));
    assert!(matches!(second.take_as_it_is(), Err(SaveFault::InUse(_))));
    let mut copy = second.beside();
    copy.save(&a_text()).unwrap();
    assert_eq!(copy.path(), folder.path().join("bed-2-2.json"));
    // Another name of the file is the same file.
    symlink(&path, folder.path().join("link.json")).unwrap();
    assert!(CaseFile::open(&folder.path().join("link.json"), built_in()).unwrap().0.is_theirs());
    assert!(write_atomic(&path, b"summary", store::Permissions::Kept).is_err(), "nor does an export");
    drop(first);
    assert!(!CaseFile::open(&path, built_in()).unwrap().0.is_theirs());
    assert!(fs::read_to_string(&path).unwrap().contains("absent"));
}

#[test]
fn a_file_that_cannot_be_opened_is_named() {
    let folder = folder();
    let missing = folder.path().join("missing.json");
    let fault = CaseFile::open(&missing, built_in()).unwrap_err();
    assert!(matches!(fault, OpenFault::Unreadable(..)));
    assert!(fault.to_string().starts_with(&format!("{}: could not be read: ", missing.display())));
    let faulty = folder.path().join("faulty.json");
    fs::write(&faulty, "{\"format\": \"poems-case/1\",\n\"findings\": {\"crp\": 5, \"ascites\": 1}}").unwrap();
    let message = CaseFile::open(&faulty, built_in()).unwrap_err().to_string();
    assert_eq!(message.lines().count(), 2, "each problem on its own line: {message}");
    assert!(
        message.starts_with(&format!("{}:2:21: a number without a unit for \"crp\"", faulty.display())),
        "{message}"
    );
}

#[test]
fn a_file_of_a_gigabyte_is_refused_without_being_read() {
    let folder = folder();
    let path = folder.path().join("huge.json");
    // A hole of 1 GiB: it takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let message = CaseFile::open(&path, built_in()).unwrap_err().to_string();
    assert_eq!(message, format!("{}: the file is too large; expected at most 64 MiB", path.display()));
}

// ------------------------------------------------------------------------------------------------------- shelf

fn shelf(home: &TempDir) -> (Shelf, PathBuf) {
    let folders = Folders { config: home.path().join("config"), data: home.path().join("data") };
    (Shelf::of(&folders), home.path().join("data/cases"))
}

#[test]
fn the_shelf_is_made_when_a_case_is_first_put_on_it_and_belongs_to_its_owner_alone() {
    let home = folder();
    let (shelf, cases) = shelf(&home);
    assert!(shelf.entries().is_empty());
    assert!(!cases.exists(), "looking at the shelf makes nothing");
    let mut file = shelf.new_file("case");
    file.save(&a_text()).unwrap();
    assert_eq!(mode(&cases), 0o700);
    assert_eq!(mode(&cases.join("case.json")), 0o600);
}

#[test]
fn new_cases_get_the_first_free_name() {
    let home = folder();
    let (shelf, cases) = shelf(&home);
    for expected in ["case", "case-2", "case-3", "case-4"] {
        let mut file = shelf.new_file("case");
        file.save(&a_text()).unwrap();
        assert_eq!(file.path(), cases.join(format!("{expected}.json")));
    }
    fs::remove_file(cases.join("case-2.json")).unwrap();
    fs::remove_file(cases.join("case-4.json")).unwrap();
    let mut file = shelf.new_file("case");
    file.save(&a_text()).unwrap();
    assert_eq!(file.path(), cases.join("case-2.json"));
    fs::remove_file(cases.join("case-2.json")).unwrap();
    let mut names: Vec<String> = shelf.entries().into_iter().map(|entry| entry.name).collect();
    names.sort();
    assert_eq!(names, ["case", "case-3"]);
}

#[test]
fn the_case_changed_last_comes_first() {
    let home = folder();
    let (shelf, cases) = shelf(&home);
    for (at, name) in ["a", "b", "c"].into_iter().enumerate() {
        shelf.new_file(name).save(&a_text()).unwrap();
        let day = std::time::UNIX_EPOCH + std::time::Duration::from_secs(86_400 * [2, 3, 1][at]);
        fs::File::options().write(true).open(cases.join(format!("{name}.json"))).unwrap().set_modified(day).unwrap();
    }
    let names: Vec<String> = shelf.entries().into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["b", "a", "c"]);
}

#[test]
fn a_name_cannot_leave_the_shelf() {
    let home = folder();
    let (shelf, cases) = shelf(&home);
    fs::create_dir_all(&cases).unwrap();
    fs::write(home.path().join("data/secret.json"), "{}").unwrap();
    for name in ["", ".", "..", "../secret", "../cases/../secret", "/etc/passwd"] {
        assert_eq!(shelf.find(OsStr::new(name)), None, "{name:?}");
        let mut file = shelf.new_file(name);
        file.save(&a_text()).unwrap();
        assert_eq!(file.path().parent(), Some(cases.as_path()), "{name:?}");
    }
    for name in ["bed-2", "Bett 7", "3床", "a.b_c"] {
        shelf.new_file(name).save(&a_text()).unwrap();
        assert_eq!(shelf.find(OsStr::new(name)), Some(cases.join(format!("{name}.json"))));
    }
}

#[test]
fn every_case_on_the_shelf_is_listed_and_opens_whatever_its_name() {
    use std::os::unix::ffi::OsStrExt;
    let home = folder();
    let (shelf, cases) = shelf(&home);
    fs::create_dir_all(&cases).unwrap();
    let long = "x".repeat(200);
    let names = [
        "demo (conflicted copy)",
        "~",
        "Mu\u{308}ller",
        "ผู้ป่วย",
        "a:b",
        "a\\b",
        "-x",
        "two\nlines",
        "50%, #1 & 'q'",
        &long,
    ];
    for name in names {
        fs::write(cases.join(format!("{name}.json")), a_text()).unwrap();
    }
    fs::write(cases.join(OsStr::from_bytes(b"caf\xe9.json")), a_text()).unwrap();
    for other in ["notes.txt", ".case.json.swp", ".poems-abcdef-0000000000000000-case.json"] {
        fs::write(cases.join(other), "{}").unwrap();
    }
    fs::create_dir(cases.join("folder.json")).unwrap();
    let listed: Vec<String> = shelf.entries().into_iter().map(|entry| entry.name).collect();
    assert_eq!(listed.len(), names.len() + 1, "{listed:?}");
    for name in names {
        let path = shelf.find(OsStr::new(name)).unwrap_or_else(|| panic!("{name:?}"));
        let (mut file, _) = CaseFile::open(&path, built_in()).unwrap();
        file.save(&a_text().replace("present", "absent")).unwrap_or_else(|fault| panic!("{name:?}: {fault}"));
        assert!(fs::read_to_string(path).unwrap().contains("absent"), "{name:?}");
    }
    for name in [OsStr::from_bytes(b"caf\xe9"), OsStr::new("caf\u{fffd}")] {
        let path = shelf.find(name).unwrap();
        assert!(CaseFile::open(&path, built_in()).is_ok());
    }
}

#[test]
fn a_full_disk_is_named_as_such() {
    let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
    let fault = SaveFault::of(Path::new("ward/bed-2.json"), full);
    assert_eq!(fault.to_string(), "ward/bed-2.json: the disk is full");
}
