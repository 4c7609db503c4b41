// GNU readline. <stdio.h> must come first: readline's headers use FILE without including it.
#ifndef GRADUS_CREADLINE_H
#define GRADUS_CREADLINE_H
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>
#endif
