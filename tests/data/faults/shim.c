/* Preloaded into the program, imitates what some network file systems do (test: tests/shares.rs).
 *
 *   SHIM_DIR_EINVAL=1    syncing a folder is refused (EINVAL)
 *   SHIM_DIR_ENOTSUP=1   .. (ENOTSUP)
 *   SHIM_FILE_EINVAL=1   syncing a file is refused (EINVAL)
 *   SHIM_CHMOD_EPERM=1   changing a mode is refused (EPERM)
 *   SHIM_CHOWN_EPERM=1   changing an owner is refused (EPERM)
 *   SHIM_NO_LOCKS=1      there are no locks (ENOLCK)
 *   SHIM_RENAME_EPERM=1  replacing a file is refused (EPERM)
 *   SHIM_NO_LINKS=1      a file has one name only (EPERM)
 *   SHIM_SYNC_EIO=1      syncing fails (EIO)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int refuse(const char *name, int error) {
  if (!getenv(name)) return 0;
  errno = error;
  return 1;
}

static int refuse_sync(int fd) {
  struct stat s;
  if (fstat(fd, &s)) return 0;
  if (S_ISDIR(s.st_mode)) return refuse("SHIM_DIR_EINVAL", EINVAL) || refuse("SHIM_DIR_ENOTSUP", ENOTSUP);
  return refuse("SHIM_FILE_EINVAL", EINVAL) || refuse("SHIM_SYNC_EIO", EIO);
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

int fsync(int fd) { return refuse_sync(fd) ? -1 : REAL("fsync", int (*)(int))(fd); }
int fdatasync(int fd) { return refuse_sync(fd) ? -1 : REAL("fdatasync", int (*)(int))(fd); }

int fchmod(int fd, mode_t mode) {
  return refuse("SHIM_CHMOD_EPERM", EPERM) ? -1 : REAL("fchmod", int (*)(int, mode_t))(fd, mode);
}
int chmod(const char *path, mode_t mode) {
  return refuse("SHIM_CHMOD_EPERM", EPERM) ? -1 : REAL("chmod", int (*)(const char *, mode_t))(path, mode);
}
int fchown(int fd, uid_t owner, gid_t group) {
  return refuse("SHIM_CHOWN_EPERM", EPERM) ? -1 : REAL("fchown", int (*)(int, uid_t, gid_t))(fd, owner, group);
}
int flock(int fd, int how) { return refuse("SHIM_NO_LOCKS", ENOLCK) ? -1 : REAL("flock", int (*)(int, int))(fd, how); }
int rename(const char *from, const char *to) {
  struct stat s;
  if (!stat(to, &s) && refuse("SHIM_RENAME_EPERM", EPERM)) return -1;
  return REAL("rename", int (*)(const char *, const char *))(from, to);
}
int linkat(int at, const char *from, int to_at, const char *to, int flags) {
  typedef int (*real)(int, const char *, int, const char *, int);
  return refuse("SHIM_NO_LINKS", EPERM) ? -1 : REAL("linkat", real)(at, from, to_at, to, flags);
}
int link(const char *from, const char *to) {
  return refuse("SHIM_NO_LINKS", EPERM) ? -1 : REAL("link", int (*)(const char *, const char *))(from, to);
}
