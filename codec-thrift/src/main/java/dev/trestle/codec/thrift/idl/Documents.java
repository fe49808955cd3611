package dev.trestle.codec.thrift.idl;

import java.util.List;
import java.util.Map;

/**
 * Every file of a schema, parsed.
 *
 * @param root the file that was asked for
 * @param all the root and everything it includes, in the order read
 * @param includes the files each file includes, by its path
 */
record Documents(Tree.Document root, List<Tree.Document> all, Map<String, List<Tree.Document>> includes) {}
