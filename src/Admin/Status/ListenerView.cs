namespace FerroGate.Admin.Status;

/// <summary>An address that the gateway listens on.</summary>
/// <param name="Url">Where it is reached; <c>*</c> stands for every interface.</param>
/// <param name="Role"><c>data</c> or <c>admin</c>.</param>
public sealed record ListenerView(string Url, string Role);
