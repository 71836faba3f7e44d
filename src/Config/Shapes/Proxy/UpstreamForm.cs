using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>Where a reverse proxy sends requests.</summary>
internal static class UpstreamForm
{
    public static ValueForm<UpstreamAddress> Value { get; } = new()
    {
        Name = "upstream",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => UpstreamText.Read(value.Text, value.Span, reader.Context),
        Write = UpstreamText.Write,
        Examples = ["localhost:9000", "https://example.com", "http://[::1]:9000", "localhost:8001-8003", "h2c://localhost:9000", "unix//run/app.sock", "{env.OPENAI_API_KEY}:9000"],
    };
}
