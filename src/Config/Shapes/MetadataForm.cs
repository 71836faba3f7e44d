using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary><c>NAME=VALUE</c>: what is noted about a key or a request.</summary>
internal static class MetadataForm
{
    /// <summary>What is noted.</summary>
    public static ValueForm<string> Value { get; } = Of("tier=gold", "cost_center=4711");

    /// <summary>What must be noted; <c>*</c> stands for any letters.</summary>
    public static ValueForm<string> Pattern { get; } = Of("purpose=batch", "user_id=test-*");

    private static ValueForm<string> Of(params string[] examples) => Forms.TextThat(
        "metadata pair", text => text.IndexOf('=', StringComparison.Ordinal) > 0, "must be NAME=VALUE", DiagnosticCodes.InvalidValue, examples);
}
