using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>An answer that is not Caddy's, on purpose.</summary>
/// <param name="Reason">Why, in the words of <c>docs/caddy-compatibility.md</c>.</param>
/// <param name="Answer">What the gateway answers; <c>null</c> where it closes the connection without an answer.</param>
internal sealed record IntendedDifference(string Reason, Answer? Answer);
