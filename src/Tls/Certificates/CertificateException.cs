namespace FerroGate.Tls.Certificates;

/// <summary>A certificate cannot be used. The message is one line that names the file and what to do.</summary>
public sealed class CertificateException(string message, Exception? cause = null) : Exception(message, cause);
