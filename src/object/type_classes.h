/* The classes of a program that is over. */
#ifndef OBJECT_TYPE_CLASSES_H
#define OBJECT_TYPE_CLASSES_H

/* Built-in types no longer know the classes that scripts derived from them, whose objects are not finalized any more. While no
   script runs in the process. */
void types_forget_classes(void);

#endif
