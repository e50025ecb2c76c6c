//! The disks of a hospital: network file systems that refuse this and that, colleagues' files, pipes and devices.
#![cfg(target_os = "linux")]

mod binary;

use std::ffi::CString;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use binary::{Run, User, run};
use rustix::fs::{Mode, XattrFlags, mkfifoat, setxattr};

const CASE: &str = "{\"format\": \"poems-case/1\", \"findings\": {\"papilledema\": \"present\"}}\n";
/// Answers the first question.
const AGE: &str = "54\n";

/// The library that imitates other file systems; `None` without a compiler for it.
static SHIM: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shim.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults/shim.c");
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl").status();
    compiled.is_ok_and(|status| status.success()).then_some(library)
});

/// Runs the program on such a file system.
fn shimmed(user: &User, variable: &str, arguments: &[&str], input: &str) -> Option<Run> {
    let library = SHIM.as_ref()?;
    Some(run(user.command().env("LD_PRELOAD", library).env(variable, "1").args(arguments), input))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter(|name| name != "data" && name != "config").collect();
    names.sort();
    names
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn what_a_share_refuses_without_harm_is_no_trouble() {
    let harmless = [
        "SHIM_DIR_EINVAL",
        "SHIM_DIR_ENOTSUP",
        "SHIM_FILE_EINVAL",
        "SHIM_CHMOD_EPERM",
        "SHIM_CHOWN_EPERM",
        "SHIM_NO_LOCKS",
        "SHIM_RENAME_EPERM",
        "SHIM_NO_LINKS",
    ];
    for variable in harmless {
        for mode in [0o600, 0o644, 0o664] {
            let user = User::new();
            let path = user.file("shared.json", CASE);
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let Some(run) = shimmed(&user, variable, &["ask", "shared.json"], AGE) else { return };
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{variable}: {}", run.out);
            assert!(run.out.contains("Saved to shared.json."), "{variable}: {}", run.out);
            assert!(fs::read_to_string(&path).unwrap().contains("\"age\": 54"), "{variable}");
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "{variable}");
            assert_eq!(names(user.home()), ["shared.json"], "{variable}");
            // A new case, and a summary over one that is there.
            let new = shimmed(&user, variable, &["ask"], AGE).unwrap();
            assert_eq!((new.status, new.err.as_str()), (0, ""), "{variable}: {}", new.out);
            let again = shimmed(&user, variable, &["ask"], AGE).unwrap();
            assert_eq!(again.status, 0, "{variable}: {}", again.err);
            assert_eq!(names(&user.home().join("data/poems/cases")), ["case-2.json", "case.json"], "{variable}");
            user.file("summary.md", "old");
            let arguments = ["assess", "shared.json", "--format", "markdown", "-o", "summary.md"];
            let summary = shimmed(&user, variable, &arguments, "").unwrap();
            assert_eq!((summary.status, summary.err.as_str()), (0, ""), "{variable}");
            assert!(fs::read_to_string(user.home().join("summary.md")).unwrap().contains("POEMS"), "{variable}");
        }
    }
}

#[test]
fn what_went_wrong_is_named_as_it_is() {
    let user = User::new();
    let path = user.file("shared.json", CASE);
    let Some(run) = shimmed(&user, "SHIM_SYNC_EIO", &["ask", "shared.json"], AGE) else { return };
    assert_eq!(run.status, 3);
    assert!(run.out.contains("Not saved: shared.json could not be written: Input/output error"), "{}", run.out);
    assert_eq!(fs::read_to_string(&path).unwrap(), CASE);
    assert_eq!(names(user.home()), ["shared.json"]);
}

#[test]
fn a_colleagues_file_stays_the_colleagues() {
    if !is_root() {
        return;
    }
    let user = User::new();
    let path = user.file("ward/shared.json", CASE);
    chown(&path, Some(1234), Some(2345)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    let note = CString::new("user.ward").unwrap();
    let noted = setxattr(&path, &note, b"7", XattrFlags::empty()).is_ok();
    // user:: rw-, user:3456: rw-, group:: r--, mask:: rw-, other:: r--
    let list: Vec<u8> = [(1, 6, u32::MAX), (2, 6, 3456), (4, 4, u32::MAX), (16, 6, u32::MAX), (32, 4, u32::MAX)]
        .into_iter()
        .fold(2u32.to_le_bytes().to_vec(), |list, (tag, rights, id): (u16, u16, u32)| {
            [list, tag.to_le_bytes().to_vec(), rights.to_le_bytes().to_vec(), id.to_le_bytes().to_vec()].concat()
        });
    let access = CString::new("system.posix_acl_access").unwrap();
    let listed = setxattr(&path, &access, &list, XattrFlags::empty()).is_ok();
    let run = user.run_with(["ask", "ward/shared.json"], AGE);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(fs::read_to_string(&path).unwrap().contains("\"age\": 54"));
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode() & 0o777), (1234, 2345, 0o664));
    let read = |name: &CString| {
        let mut value = vec![0; 256];
        let length = rustix::fs::getxattr(&path, name, value.as_mut_slice()).unwrap();
        value.truncate(length);
        value
    };
    assert!(!noted || read(&note) == b"7");
    assert!(!listed || read(&access) == list);

    let report = user.file("ward/report.md", "old");
    chown(&report, Some(1234), Some(2345)).unwrap();
    fs::set_permissions(&report, fs::Permissions::from_mode(0o664)).unwrap();
    assert_eq!(user.run(["assess", "ward/shared.json", "-o", "ward/report.md"]).status, 0);
    let after = fs::metadata(&report).unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode() & 0o777), (1234, 2345, 0o664));
    fs::remove_file(report).unwrap();

    // Where it cannot be given back, it is never taken.
    let before = fs::metadata(&path).unwrap().ino();
    let Some(run) = shimmed(&user, "SHIM_CHOWN_EPERM", &["ask", "ward/shared.json"], "goto 1.2\nmale\n") else {
        return;
    };
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("Written into the file itself"), "{}", run.out);
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.ino(), after.uid(), after.gid(), after.mode() & 0o777), (before, 1234, 2345, 0o664));
    assert!(fs::read_to_string(&path).unwrap().contains("\"sex\": \"male\""));
    assert_eq!(names(&user.home().join("ward")), ["shared.json"]);
}

#[test]
fn a_file_with_two_names_keeps_both() {
    let user = User::new();
    let path = user.file("case.json", CASE);
    let other = user.home().join("other.json");
    fs::hard_link(&path, &other).unwrap();
    let run = user.run_with(["ask", "case.json"], "54\nmale\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out.matches("Written into the file itself").count(), 1, "{}", run.out);
    assert_eq!(fs::read(&path).unwrap(), fs::read(&other).unwrap());
    assert_eq!(fs::metadata(&path).unwrap().nlink(), 2);
    assert!(fs::read_to_string(&other).unwrap().contains("\"sex\": \"male\""));
    assert_eq!(names(user.home()), ["case.json", "other.json"]);
    let run = user.run(["assess", "case.json", "-o", "other.json", "--format", "json"]);
    assert_eq!((run.status, fs::metadata(&path).unwrap().nlink()), (0, 2));
}

#[test]
fn a_pipe_a_device_and_standard_output_are_written_through() {
    let user = User::new();
    user.file("case.json", CASE);
    let printed = user.run(["assess", "case.json"]).out;
    for target in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let run = user.run(["assess", "case.json", "-o", target]);
        assert_eq!((run.status, run.err.as_str(), run.out.as_str()), (0, "", printed.as_str()), "{target}");
    }
    // What was in the file that standard output is added to stays there.
    let log = user.file("log.txt", "before\n");
    let append = File::options().append(true).open(&log).unwrap();
    let status = user.command().args(["assess", "case.json", "-o", "/dev/stdout"]).stdout(append).status().unwrap();
    assert!(status.success());
    assert_eq!(fs::read_to_string(&log).unwrap(), format!("before\n{printed}"));

    let pipe = user.home().join("pipe");
    mkfifoat(rustix::fs::CWD, &pipe, Mode::from_bits_truncate(0o600)).unwrap();
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut text = String::new();
            File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
            text
        }
    });
    let run = user.run(["assess", "case.json", "--output", "pipe"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(reader.join().unwrap(), printed);
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo(), "it is still a pipe");

    let run = user.run(["assess", "case.json", "-o", "/dev/full"]);
    assert_eq!(run.status, 3, "{}", run.err);
    assert!(run.err.contains("/dev/full: could not be written"), "{}", run.err);
    assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    let run = user.run_with(["ask", "pipe"], AGE);
    assert_eq!((run.status, run.err.as_str()), (3, "error: pipe: could not be read: this is no regular file\n"));
}

#[test]
fn links_are_followed_also_to_what_is_not_there_yet() {
    let user = User::new();
    user.file("case.json", CASE);
    fs::create_dir(user.home().join("reports")).unwrap();
    let (link, target) = (user.home().join("latest.md"), user.home().join("reports/today.md"));
    symlink("reports/today.md", &link).unwrap();
    for round in 0..2 {
        let run = user.run(["assess", "case.json", "-o", "latest.md"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{round}");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(!fs::symlink_metadata(&target).unwrap().is_symlink());
    }
    let case = user.home().join("elsewhere.json");
    symlink("reports/case.json", &case).unwrap();
    let run = user.run_with(["ask"], "54\nsave elsewhere.json\nmale\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(fs::symlink_metadata(&case).unwrap().is_symlink());
    assert!(fs::read_to_string(user.home().join("reports/case.json")).unwrap().contains("\"sex\": \"male\""));
    symlink("circle", user.home().join("circle")).unwrap();
    assert_eq!(user.run(["assess", "case.json", "-o", "circle"]).status, 3);
}

#[test]
fn a_teaching_case_is_never_written_by_answering() {
    let user = User::new();
    let teaching = include_str!("../rules/cases/peru2022-56m.json");
    let path = user.file("tc.json", teaching);
    let run = user.run_with(["ask", "tc.json"], "goto 2.1\ny\n");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.contains("A teaching case opens as a copy"), "{}", run.out);
    assert_eq!(fs::read_to_string(&path).unwrap(), teaching);
    let copy = fs::read_to_string(user.home().join("data/poems/cases/tc.json")).unwrap();
    assert!(copy.contains("\"polyneuropathy\": \"present\""), "{copy}");
}

#[test]
fn a_home_folder_is_also_called_by_its_sign() {
    let user = User::new();
    let run = user.run_with(["ask"], "54\nsave ~/mine.json\n");
    assert!(run.out.contains("Saved to "), "{}", run.out);
    assert!(fs::read_to_string(user.home().join("mine.json")).unwrap().contains("\"age\": 54"));
}

#[test]
fn output_to_a_full_disk_is_no_success_and_a_reader_who_left_is_no_fault() {
    let user = User::new();
    user.file("case.json", CASE);
    let printing: [&[&str]; 7] = [
        &["--help"],
        &["--version"],
        &["assess", "--help"],
        &["assess", "case.json"],
        &["rules", "list"],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in printing {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = user.command().args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {said}");
        assert!(said.contains("No space left on device"), "{arguments:?}: {said}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = user.command().args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{arguments:?}");
    }
}
