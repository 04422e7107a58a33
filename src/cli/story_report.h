/* How it came to a hang: the lines that mattered, thread by thread. */
#ifndef CLI_STORY_REPORT_H
#define CLI_STORY_REPORT_H

#include "base/buffer.h"
#include "explore/story.h"

void story_report(Buffer *out, const Model *model);

#endif
