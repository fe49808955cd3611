package dev.trestle.app.management;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** What a management port needs beside {@link ManagementConfiguration} if it speaks TLS; one that does not starts without. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(SslAutoConfiguration.class)
class TlsConfiguration {}
