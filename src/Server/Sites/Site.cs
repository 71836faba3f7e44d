
namespace FerroGate.Server.Sites;

/// <summary>A compiled site.</summary>
/// <param name="WritesAccessLog">It says <c>log</c>.</param>
/// <param name="HandleAsync">What it does with a request.</param>
public sealed record Site(bool WritesAccessLog, RequestDelegate HandleAsync);
