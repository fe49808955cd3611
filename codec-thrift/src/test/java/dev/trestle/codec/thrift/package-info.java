/** Tests of the Thrift codec. */
package dev.trestle.codec.thrift;
