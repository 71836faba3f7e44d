using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>Where a reverse proxy sends requests.</summary>
internal static class UpstreamForm
{
    public static ValueForm<UpstreamAddress> Value { get; } = new()
    {
        Name = "upstream",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => UpstreamText.Read(value.Text, value.Span, reader.Context.Diagnostics),
        Write = address => $"{address.Scheme}://{(address.Host.Contains(':') ? $"[{address.Host}]" : address.Host)}:{address.Port}",
        Examples = ["localhost:9000", "https://example.com", "http://[::1]:9000"],
    };
}
