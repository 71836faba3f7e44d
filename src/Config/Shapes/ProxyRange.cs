using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>A range of addresses, such as <c>10.0.0.0/8</c>, one address, or <c>private_ranges</c>.</summary>
internal static class ProxyRange
{
    public const string Private = AddressRangeText.Private;

    private const string Static = "static";
    private const string Forwarded = "forwarded";
    private const string Rule = "takes addresses, ranges such as 10.0.0.0/8, and `private_ranges`";

    public static ValueForm<string> Form { get; } = Forms.TextThat(
        "address range", AddressRangeText.IsValid, Rule, DiagnosticCodes.InvalidAddress, "10.0.0.0/8", "::1", Private);

    /// <summary>The same, with the word <c>static</c> of Caddy before them.</summary>
    public static ValueForm<string> FormAfterStatic { get; } = new()
    {
        Name = Form.Name,
        Wanted = Form.Wanted,
        Kinds = Form.Kinds,
        Read = (reader, value) => value.Text == Static && value.Kind == ValueKind.Word ? null : Form.Read(reader, value),
        Write = range => range,
        Examples = Form.Examples,
    };

    /// <summary>The same for <c>remote_ip</c>, which once had a way to believe what any client says.</summary>
    public static ValueForm<string> FormOfRemote { get; } = new()
    {
        Name = Form.Name,
        Wanted = Form.Wanted,
        Kinds = Form.Kinds,
        Read = (reader, value) => value.Text == Forwarded
            ? reader.Invalid<string>(
                value,
                "believes nobody but the connection",
                "write `client_ip`, and in `servers` which proxies to believe: `trusted_proxies`",
                DiagnosticCodes.InvalidAddress)
            : Form.Read(reader, value),
        Write = range => range,
        Examples = Form.Examples,
    };
}
