/* Answers of a v4l2loopback device to ioctls on an ordinary file: what is asked of it is recorded beside the file.
   Preloaded into a process that writes pictures by FFmpeg's v4l2. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int ioctl(int handle, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  const char *record = getenv("V4L2_DOUBLE");
  if (record && request == VIDIOC_QUERYCAP) {
    struct v4l2_capability *told = argument;
    memset(told, 0, sizeof *told);
    strcpy((char *)told->driver, "v4l2 loopback");
    return 0;
  }
  if (record && request == VIDIOC_G_FMT) return 0;
  if (record && request == VIDIOC_S_FMT) {
    struct v4l2_format *asked = argument;
    FILE *out = fopen(record, "a");
    fprintf(out, "%u %u %.4s %u %u\n", asked->fmt.pix.width, asked->fmt.pix.height,
            (char *)&asked->fmt.pix.pixelformat, asked->fmt.pix.sizeimage, asked->type);
    fclose(out);
    return 0;
  }
  int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
  return real(handle, request, argument);
}
