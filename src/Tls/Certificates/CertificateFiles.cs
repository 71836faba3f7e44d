namespace FerroGate.Tls.Certificates;

/// <summary>Where a certificate lies.</summary>
/// <param name="Certificate">A PEM file with the certificate and the chain behind it.</param>
/// <param name="Key">A PEM file with its private key.</param>
public sealed record CertificateFiles(string Certificate, string Key);
