/** Tests of the IDL parser. */
package dev.trestle.codec.thrift.idl;
