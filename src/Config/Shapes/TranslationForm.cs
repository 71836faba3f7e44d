using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>What happens with what a provider's protocol cannot say.</summary>
internal static class TranslationForm
{
    public static ValueForm<bool> Value => Forms.Choice(("strict", true), ("lenient", false));
}
