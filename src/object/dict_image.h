/* What a dict held at one moment, to put it back later: for programs that start again with the modules of the last one. */
#ifndef OBJECT_DICT_IMAGE_H
#define OBJECT_DICT_IMAGE_H

#include "object/dict.h"

typedef struct DictImage DictImage;

/* A dict that is not pinned: of str keys. */
DictImage *dict_image_new(Dict *dict);

/* The dict again has the keys and values it had, and no others. While only one thread knows it. A pinned dict keeps its
   entries, and so whatever was remembered about them. */
void dict_image_restore(const DictImage *image);

#endif
