import NIOSSL

/// What cameras that speak `https` come with: a certificate for `localhost` that nobody signed.
///
/// The key guards nothing: it is here for all to read.
enum SelfSigned {
    static func context() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDfJeLrbxR64iyalm
        IpglHBgpKpeJKJa0qMSAO5u189yhRANCAAQI+whPcvB1sBh8gyrBe8d78JAElX+o
        AWaVE/uQpV2caSYADOIi6ADgx6qf0RqBo0+rE4FuwBdC6//BGwt8uJhv
        -----END PRIVATE KEY-----
        """

    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBkzCCATugAwIBAgIUfYKtlm5tnScx3zmV4ZMn6f5zpE4wCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTEzMjYzNloYDzIxMjYxMTAx
        MTMyNjM2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQI+whPcvB1sBh8gyrBe8d78JAElX+oAWaVE/uQpV2caSYADOIi6ADg
        x6qf0RqBo0+rE4FuwBdC6//BGwt8uJhvo2kwZzAdBgNVHQ4EFgQUcS9I2Z/1NNgB
        8ZmxpmltKpP6RU8wHwYDVR0jBBgwFoAUcS9I2Z/1NNgB8ZmxpmltKpP6RU8wDwYD
        VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
        RgAwQwIfFoT5VJzOuHGjO0CpZOAvfb4qvnssVOUhKfpyFW1oGAIgeaWxtsnj5sJz
        SoUTJ5CHFR8SQimImQMMbLevTehJk9E=
        -----END CERTIFICATE-----
        """
}
