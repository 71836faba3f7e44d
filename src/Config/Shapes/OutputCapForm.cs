using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>Whether providers are told the output that is held for a request.</summary>
internal static class OutputCapForm
{
    public const string Meaning = "Whether a request's limit of output is lowered, or added, to what is held for it.";

    public static ValueForm<bool> Value => Forms.Choice(("on", true), ("off", false));
}
