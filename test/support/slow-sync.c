/* A preloaded library under which a disk is slow: each fsync and fdatasync first takes as many milliseconds as the file
   named by SLOW_SYNC says, and does not return while the file says "hang". What is in no file costs nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Milliseconds; -1 = hang. */
static long wanted(void) {
  const char *name = getenv("SLOW_SYNC");
  FILE *file = name ? fopen(name, "re") : NULL;
  char text[32] = "";
  if (!file) return 0;
  if (!fgets(text, sizeof text, file)) text[0] = 0;
  fclose(file);
  return strncmp(text, "hang", 4) == 0 ? -1 : atol(text);
}

static void wait_for_the_disk(void) {
  long ms = wanted();
  if (ms > 0) usleep(ms * 1000);
  while (wanted() < 0) usleep(5000);
}

int fsync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_for_the_disk();
  return real(file);
}

int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_for_the_disk();
  return real(file);
}
