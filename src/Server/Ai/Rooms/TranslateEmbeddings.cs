using FerroGate.Ai.Translation;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>The part of Translate that is for embeddings, which are no conversation.</summary>
internal static class TranslateEmbeddings
{
    public static Outcome<Permit> Enter(Permit permit)
    {
        var asked = permit.Route.Asked;
        if (EmbeddingsTranslator.Open(asked.Body.Bytes, asked.Envelope.Model).TryGet(out var translator, out var why))
        {
            var http = asked.Caller.Accepted.Http;
            http.Response.RegisterForDispose(translator);
            permit = permit with { Embeddings = translator, IsStrict = Translate.IsStrict(permit.Route, http.Request.Headers) };
        }

        var ready = new List<PermittedTarget>(permit.Targets.Count);
        foreach (var target in permit.Targets)
        {
            if (target.Spoken == asked.Caller.Accepted.Operation.Dialect)
            {
                // It can read what nobody else can, such as tokens.
                ready.Add(target);
            }
            else if (translator is not null
                && Translate.Unlost(permit, target, translator.Write(target.ModelOf(permit.Route))).TryGet(out var translated, out why))
            {
                ready.Add(target with { Translated = translated });
            }
        }

        return ready.Count > 0 ? permit with { Targets = ready } : why!;
    }
}
