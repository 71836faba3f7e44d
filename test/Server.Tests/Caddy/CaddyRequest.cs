using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>One request of a case, and what of its answers is compared.</summary>
/// <param name="Line">Its first line as it is written in the case, which is its name in messages.</param>
/// <param name="PortVariable">The variable of the port that it goes to.</param>
/// <param name="Request">The request itself.</param>
/// <param name="Compared">The headers that are compared besides status, body and <c>Location</c>.</param>
/// <param name="Difference">What the gateway answers on purpose; <c>null</c> where it answers as Caddy does.</param>
internal sealed record CaddyRequest(
    string Line, string PortVariable, Request Request, IReadOnlyList<string> Compared, IntendedDifference? Difference);
