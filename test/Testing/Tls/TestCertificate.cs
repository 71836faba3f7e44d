namespace FerroGate.Testing.Tls;

/// <summary>A certificate as it lies in files.</summary>
/// <param name="Thumbprint">Names it.</param>
/// <param name="Chain">PEM: itself, and who signed it.</param>
/// <param name="Key">PEM: its key.</param>
public sealed record TestCertificate(string Thumbprint, string Chain, string Key);
