using System.Security.Authentication;

namespace FerroGate.Server.Tests.Connections.Tls;

/// <summary>What client and server agreed on.</summary>
/// <param name="Sent">The thumbprints of what the server sent, its own first.</param>
/// <param name="Version">The version of TLS.</param>
internal sealed record Handshake(IReadOnlyList<string> Sent, SslProtocols Version);
